//! Makes the table of the built-in templates out of the folder `templates/`, so that a template is one file there and
//! nothing else. Links the system's libraries into the program where that can be done.
#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=templates");
    write_templates()?;
    link_system_libraries()
}

/// Writes the table: names and texts, by name.
fn write_templates() -> io::Result<()> {
    let folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("templates");
    let mut files = Vec::new();
    collect(&folder, &folder, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for name in files {
        // Git may write files with other line ends.
        let text = fs::read_to_string(folder.join(&name))?.replace("\r\n", "\n");
        writeln!(table, "    ({name:?}, {text:?}),").map_err(io::Error::other)?;
    }
    table.push(']');
    let output = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("templates.rs");
    fs::write(output, table)
}

/// The names of the templates below a folder, with `/` between the parts of a name on every system.
fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.file_name().is_some_and(|name| name != "README.md")
            && path.extension().is_some_and(|extension| extension == "md" || extension == "txt")
        {
            let name = path.strip_prefix(root).map_err(io::Error::other)?;
            let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
            files.push(parts.join("/"));
        }
    }
    Ok(())
}

/// The parts of the system that the program is linked with: the C library, which is several in its older versions, and
/// GCC's unwinder.
const SYSTEM_LIBRARIES: [&str; 8] = ["c", "m", "rt", "pthread", "util", "dl", "gcc_eh", "gcc"];

/// Links these into the program, where the system has them as archives and a trial succeeds: to look for shared libraries
/// and to bind them is a quarter of the time of a small report.
///
/// `-C target-feature=+crt-static` is the same, but as a setting of cargo it would break the build where there are no
/// archives, and it is not taken along by `cargo install`. Without it the compiler names the shared libraries; so files of
/// these names, which the linker finds first, refer it to the archives. Who sets `RUSTFLAGS` decides alone.
fn link_system_libraries() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let is_gnu = variable("CARGO_CFG_TARGET_OS") == "linux" && variable("CARGO_CFG_TARGET_ENV") == "gnu";
    let is_native = variable("TARGET") == variable("HOST");
    if !is_gnu || !is_native || !variable("CARGO_ENCODED_RUSTFLAGS").is_empty() {
        return Ok(());
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let archives: Vec<String> = SYSTEM_LIBRARIES.iter().filter_map(|name| archive(&linker, name)).collect();
    let mut group = String::new();
    for path in &archives {
        println!("cargo::rerun-if-changed={path}");
        write!(group, " \"{path}\"").map_err(io::Error::other)?;
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("archives");
    fs::create_dir_all(&folder)?;
    for name in SYSTEM_LIBRARIES.iter().chain(["gcc_s"].iter()) {
        fs::write(folder.join(format!("lib{name}.so")), format!("GROUP({group} )\n"))?;
    }
    let arguments = ["-static-pie".to_owned(), format!("-L{}", folder.display())];
    if can_link(&linker, &folder, &arguments) {
        for argument in arguments {
            println!("cargo::rustc-link-arg-bin=tracker={argument}");
        }
    }
    Ok(())
}

/// The path of a library's archive. The linker's answer is its mere name where there is none.
fn archive(linker: &OsStr, name: &str) -> Option<String> {
    let answer = Command::new(linker).arg(format!("-print-file-name=lib{name}.a")).output().ok()?;
    let path = String::from_utf8(answer.stdout).ok()?.trim().to_owned();
    Path::new(&path).is_absolute().then_some(path)
}

/// Whether a small program that is linked with these arguments ends well.
fn can_link(linker: &OsStr, folder: &Path, arguments: &[String]) -> bool {
    let (source, program) = (folder.join("trial.rs"), folder.join("trial"));
    let mut compile = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let mut option = OsString::from("linker=");
    option.push(linker);
    compile.arg(&source).arg("-o").arg(&program).arg("-C").arg(option);
    for argument in arguments {
        compile.arg("-C").arg(format!("link-arg={argument}"));
    }
    let ends_well = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    // A thread needs all of the libraries.
    fs::write(source, "fn main() { std::thread::spawn(|| {}).join().unwrap() }\n").is_ok()
        && ends_well(&mut compile)
        && ends_well(&mut Command::new(program))
}
