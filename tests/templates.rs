//! The blank workbooks under `templates/` are current, and `check` says of one handed in blank that it is.

#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::env;
use std::path::Path;
use std::process::Command;

use jifen::pipeline::{NoProgress, Options, run};
use jifen::rules::builtin_ids;

/// The example stands beside the folder of this test; `cargo test` has built both, `cargo test --test` has not.
#[test]
fn the_templates_are_what_their_generator_makes() {
    let this = env::current_exe().unwrap();
    let tool = this.ancestors().nth(2).unwrap().join(format!("examples/make-templates{}", env::consts::EXE_SUFFIX));
    if !tool.exists() {
        println!("skipped: the example make-templates has not been built");
        return;
    }
    let checked = Command::new(tool).arg("--check").output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn a_blank_template_is_said_to_be_blank_and_nothing_else() {
    for id in builtin_ids() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("templates/{id}.xlsx"));
        let options = Options { paths: vec![path], rules: Some(id.to_owned()), ..Options::default() };
        let outcome = run(&options, &NoProgress).unwrap();
        let codes: Vec<&str> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
        assert_eq!(codes, ["L101"], "{id}: {:#?}", outcome.diagnostics);
    }
}
