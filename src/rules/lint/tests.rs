use super::*;
use crate::model::Example;
use crate::rules::load;

/// The codes that a piece of a rule set raises; what its first line says of the profile is followed.
fn found(piece: &str) -> Vec<Lint> {
    let text = completed(piece);
    let rules = load(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let closed = rules
        .figures
        .iter()
        .map(|figure| piece.lines().any(|line| line.contains("honours_not_held") && line.contains(&figure.title)));
    lint(&rules, &Asked { text: Some(&text), closed: closed.collect(), ..Asked::default() })
}

#[test]
fn every_example_raises_its_code_and_no_other() {
    let mut wrong = Vec::new();
    for code in CODES {
        let said = |lint: &Lint| format!("{} {}", lint.code.id, lint.says);
        let of = |example: &Example| match example {
            Example::Rules(piece) => Some(found(piece).iter().filter(|lint| lint.waived.is_none()).map(said).collect()),
            _ => None,
        };
        let (bad, good): (Option<Vec<String>>, Option<Vec<String>>) = (of(&code.bad), of(&code.good));
        let is_raised = |bad: &Vec<String>| !bad.is_empty() && bad.iter().all(|said| said.starts_with(code.id));
        if bad.as_ref().is_some_and(|bad| !is_raised(bad)) || good.as_ref().is_some_and(|good| !good.is_empty()) {
            wrong.push((code.id, bad, good));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
