//! Makes the table of the built-in templates out of the folder `templates/`, so that a template is one file there and
//! nothing else. Links the unwinder into the program where that can be done.
#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=templates");
    write_templates()?;
    if has_static_unwinder() {
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
    Ok(())
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

/// Whether GCC's unwinder can be linked into the program, as its option `-static-libgcc` does for C. The shared one is a
/// library more to load at every start, an eighth of the time of an empty program.
fn has_static_unwinder() -> bool {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let is_gnu = variable("CARGO_CFG_TARGET_OS") == "linux" && variable("CARGO_CFG_TARGET_ENV") == "gnu";
    let is_static = variable("CARGO_CFG_TARGET_FEATURE").split(',').any(|feature| feature == "crt-static");
    let is_native = variable("TARGET") == variable("HOST");
    if !is_gnu || is_static || !is_native {
        return false;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    // The answer is the library's whole path, or its mere name where there is none.
    let answer = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output();
    answer.is_ok_and(|answer| Path::new(String::from_utf8_lossy(&answer.stdout).trim()).is_absolute())
}
