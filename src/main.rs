//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    tracker::cli::main()
}
