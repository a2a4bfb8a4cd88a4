//! The guide 规则编写指南: every example loads, and its own `[[test]]`s come out as they say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

use jifen::pipeline::run_tests;
use jifen::rules::load;

/// What stands above an example that does not begin with lines of its own.
const HEAD: &str = "id = \"example\"\ntitle = \"某镇党员积分办法\"\nversion = \"1\"\nsource = \"例子\"\n";
const SETTLES: &str = "settles = \"year\"\n";
const SCORE: &str = "[score]\ntitle = \"总分\"\nround = 2\narticle = \"一\"\nmark = \"示\"\n\n";

/// The examples of the guide, each with the line on which it begins.
fn examples(guide: &str) -> Vec<(usize, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in guide.lines().enumerate() {
        match &mut open {
            None if line.trim() == "```toml" => open = Some((number + 2, String::new())),
            None => {}
            Some(_) if line.trim() == "```" => examples.extend(open.take()),
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    examples
}

/// The whole rule set of an example.
fn whole(example: &str) -> String {
    if example.starts_with("id = ") {
        return example.to_owned();
    }
    let tables = example.lines().take_while(|line| !line.starts_with('[')).map(|line| line.len() + 1).sum();
    let (keys, tables) = example.split_at(tables);
    let settles = if keys.contains("settles") { "" } else { SETTLES };
    let score = if tables.contains("[score]") { "" } else { SCORE };
    format!("{HEAD}{settles}{keys}{score}{tables}")
}

#[test]
fn every_example_of_the_guide_does_what_it_says() {
    let guide = std::fs::read_to_string("docs/规则编写指南.md").unwrap();
    let examples = examples(&guide);
    assert!(examples.len() >= 10, "the guide has its examples: {}", examples.len());
    let mut wrong = Vec::new();
    for (line, example) in examples {
        match load(&whole(&example)) {
            Err(error) => wrong.push(format!("第 {line} 行起的例子：{error}")),
            Ok(rules) if rules.tests.is_empty() => wrong.push(format!("第 {line} 行起的例子没有 [[test]]")),
            Ok(rules) => {
                for outcome in run_tests(&rules).into_iter().filter(|outcome| !outcome.differences.is_empty()) {
                    wrong.push(format!("第 {line} 行起的例子「{}」：{:#?}", outcome.title, outcome.differences));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
