use super::*;
use crate::model::{Example, Severity};
use crate::rules::{builtin_ids, builtin_text, default_id, load};

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

#[test]
fn the_builtin_rule_sets_have_nothing_to_mend() {
    for id in builtin_ids() {
        let text = builtin_text(id).unwrap();
        let found = lint(&load(text).unwrap(), &Asked { text: Some(text), ..Asked::default() });
        let open = found.iter().filter(|lint| lint.waived.is_none() && lint.severity > Severity::Note);
        let open: Vec<String> =
            open.map(|lint| format!("{} {} {}", lint.code.id, lint.subject.label, lint.says)).collect();
        assert_eq!(open, [""; 0], "{id}");
        assert!(found.iter().all(|lint| lint.line.is_some() || lint.subject.at.0.is_empty()), "{id}: {found:#?}");
    }
}

#[test]
fn the_gap_of_the_original_is_pointed_out() {
    let rules = load(builtin_text(&default_id()).unwrap()).unwrap();
    let found = lint(&rules, &Asked::default());
    let filled: Vec<&Lint> = found.iter().filter(|lint| lint.code.id == "R105").collect();
    assert!(matches!(filled.as_slice(), [one] if one.says.contains("65 以上、70 以下")), "{filled:?}");
    let without =
        builtin_text(&default_id()).unwrap().replace("fills_gap = true\n", "").replace("65 <= score < 70", "no");
    let found = lint(&load(&without).unwrap(), &Asked::default());
    let gap = found.iter().find(|lint| lint.code.id == "R101").unwrap();
    assert!(gap.help.contains("\"65 <= score < 70\""), "{gap:?}");
}

#[test]
fn an_honour_of_which_every_route_is_closed_is_told_with_the_year() {
    let Some(text) = builtin_text("village-vanguard") else { return };
    let rules = load(text).unwrap();
    let closed =
        |ids: &[&str]| rules.figures.iter().map(|figure| ids.contains(&figure.id.as_str())).collect::<Vec<_>>();
    let told = |ids: &[&str]| {
        let asked = Asked { period: Period::parse("2025"), closed: closed(ids), ..Asked::default() };
        lint(&rules, &asked)
            .iter()
            .filter(|lint| lint.code.id == "R303")
            .map(|lint| lint.says.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&["finest", "civil_household", "moral_model"]), [""; 0]);
    assert_eq!(told(&["model_member"]), ["2025 期没有评选「优秀共产党员」，其余途径都走不通，没有人能得到。"]);
    assert_eq!(told(&["finest", "civil_household", "moral_model", "reported"]).len(), 1);
}
