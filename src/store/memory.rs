//! How much memory this process uses.

/// The bytes of memory and swap that this process uses; nothing where no file of the system tells it.
pub fn memory_in_use() -> Option<usize> {
    in_status(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// Reads the process's status as `proc_pid_status(5)` has it. What was swapped out counts: a process that eats up the
/// memory must not seem to shrink.
fn in_status(status: &str) -> Option<usize> {
    let kibibytes = |name: &str| {
        let rest = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        rest.trim().strip_suffix(" kB")?.parse::<usize>().ok()
    };
    let resident = kibibytes("VmRSS")?;
    resident.checked_add(kibibytes("VmSwap").unwrap_or_default())?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_swap_are_added() {
        let status = "Name:\ttracker\nVmPeak:\t  9000 kB\nVmRSS:\t    1200 kB\nVmSwap:\t      34 kB\n";
        assert_eq!(in_status(status), Some(1234 * 1024));
        assert_eq!(in_status("VmRSS:\t1 kB\n"), Some(1024));
    }

    #[test]
    fn what_is_not_told_is_not_known() {
        for status in ["", "Name:\tVmRSS\n", "VmRSS:\tmuch\n", "VmRSS:\t99999999999999999999 kB\n"] {
            assert_eq!(in_status(status), None, "{status}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_used_is_counted() {
        let used = vec![1_u8; 64 << 20];
        assert!(memory_in_use().is_some_and(|bytes| bytes > used.len()));
    }
}
