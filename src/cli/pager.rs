//! Long output in a terminal, a page at a time.

use std::io::Write;
use std::process::{Command, Stdio};

/// Sends a text through the user's pager, a command line for the shell, with some variables set. False when it could
/// not be started.
pub fn page(pager: &str, variables: &[(&str, &str)], text: &str) -> std::io::Result<bool> {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.arg(option).arg(pager).stdin(Stdio::piped());
    command.envs(variables.iter().copied());
    let Ok(mut child) = command.spawn() else { return Ok(false) };
    if let Some(mut input) = child.stdin.take() {
        match input.write_all(text.as_bytes()) {
            // The user has left the pager before the end.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
            other => other?,
        }
    }
    // The shell answers 127 when it does not find the pager.
    Ok(child.wait()?.code() != Some(127))
}
