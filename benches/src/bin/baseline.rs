//! The least that a program does to know a plan: reads the file into owned structs, and ends.

use std::mem::ManuallyDrop;

use tracker_benches::Plan;

#[expect(clippy::disallowed_methods, reason = "this is the reading that is measured")]
fn main() -> anyhow::Result<()> {
    let path = std::env::args_os().nth(1).unwrap_or_default();
    let bytes = std::fs::read(path)?;
    // Not given back piece by piece, as `tracker` does not either.
    let plan = ManuallyDrop::new(serde_json::from_slice::<Plan>(&bytes)?);
    std::hint::black_box(&plan);
    std::mem::forget(bytes);
    Ok(())
}
