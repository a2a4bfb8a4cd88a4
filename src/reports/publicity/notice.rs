//! The notices that are posted up: of the whole township, and a sheet for each branch.

use super::list::{Form, Named, members, notes};
use super::{Notice, day, span};
use crate::model::{Book, Letter, RowKind, Table, TableCell};
use crate::reports::feedback::sheet_name;
use crate::reports::summary::wording;
use crate::reports::{BranchResult, MemberResult, ResultDocument, Status};
use crate::rules::RuleSet;

/// A place to be filled in by hand.
const BLANK: &str = "＿＿＿＿＿＿＿＿";

/// The notice of the whole township: one sheet, branch after branch.
pub fn township(result: &ResultDocument, rules: &RuleSet, notice: &Notice) -> Book {
    let branches: Vec<(&BranchResult, Vec<Named<'_>>)> =
        result.branches.iter().map(|branch| (branch, members(result, &branch.name, notice))).collect();
    let count: usize = branches.iter().map(|(_, members)| members.len()).sum();
    // In one column for the smallest townships only.
    let form = Form::of(result, rules, notice, count);
    let name = result.township.as_deref().unwrap_or_default();
    let title = title(result, rules, name, "公示");
    let mut table = Table::new("公示", title.clone(), String::new(), form.columns());
    for (branch, members) in branches.iter().filter(|(_, members)| !members.is_empty()) {
        table.push(RowKind::Heading, vec![TableCell::words(&format!("{}（{} 名）", branch.name, members.len()))]);
        form.add(&mut table, members, |member| member.rank.township);
    }
    let over = format!(" {} 个党支部、{count} 名党员", branches.len());
    let all: Vec<Named<'_>> = branches.into_iter().flat_map(|(_, members)| members).collect();
    let by = rules_of(result, rules, None);
    table.letter = Some(letter(opening(result, rules, notice, &by, &over), notice, &of_township(result, notice)));
    table.notes = notes(&all, notice);
    Book { title, tables: vec![upright(table)] }
}

/// A sheet for each branch that has anyone to tell of.
pub fn branches(result: &ResultDocument, rules: &RuleSet, notice: &Notice) -> Book {
    let mut tables = Vec::new();
    for branch in &result.branches {
        let members = members(result, &branch.name, notice);
        if members.is_empty() {
            continue;
        }
        let form = Form::of(result, rules, notice, members.len());
        let title = title(result, rules, &branch.name, "公示");
        let sheet = sheet_name(tables.len() + 1, &branch.name);
        let mut table = Table::new(&sheet, title, String::new(), form.columns());
        form.add(&mut table, &members, |member: &MemberResult| member.rank.branch);
        let over = format!("本支部 {} 名党员", members.len());
        let by = rules_of(result, rules, Some(branch));
        table.letter = Some(letter(opening(result, rules, notice, &by, &over), notice, &branch.name));
        table.notes = notes(&members, notice);
        tables.push(upright(table));
    }
    if tables.is_empty() {
        tables.push(Table::new("公示", title(result, rules, "", "公示"), String::new(), one_column()));
    }
    Book { title: title(result, rules, result.township.as_deref().unwrap_or_default(), "各支部公示"), tables }
}

fn one_column() -> Vec<crate::model::Column> {
    vec![crate::model::Column::center("姓名", 30)]
}

/// 清河镇2025年党员积分公示.
pub fn title(result: &ResultDocument, rules: &RuleSet, whose: &str, what: &str) -> String {
    let cumulative = if wording::is_cumulative(rules, &result.period) { "累计" } else { "" };
    let status = if result.status == Status::Provisional { "（试算，不得张贴）" } else { "" };
    format!("{whose}{}党员{cumulative}积分{what}{status}", wording::period(&result.period))
}

/// What the notice is about, by which rules, and for how long it hangs.
fn opening(result: &ResultDocument, rules: &RuleSet, notice: &Notice, by: &str, over: &str) -> Vec<String> {
    let cumulative = if wording::is_cumulative(rules, &result.period) { "累计" } else { "" };
    let what =
        if result.members.iter().any(|member| member.grade.is_some()) { "积分和评定结果" } else { "积分" };
    vec![
        format!(
            "　　根据{by}，对{over}的{}{cumulative}积分进行了核算。现将{what}予以公示，接受党员和群众监督。",
            wording::period(&result.period)
        ),
        format!("　　公示时间：{}。", span(notice)),
    ]
}

/// By which rules a branch was reckoned, or all that the notice lists were, where branches of one run have several.
fn rules_of(result: &ResultDocument, rules: &RuleSet, branch: Option<&BranchResult>) -> String {
    let listed = branch.map_or(result.branches.as_slice(), std::slice::from_ref);
    let is_used = |id: &String| listed.iter().any(|branch| branch.rule_set.as_ref() == Some(id));
    let sets = result.rule_sets.iter().filter(|set| is_used(&set.id));
    let mut titles: Vec<String> = sets.map(|set| in_quotes(&set.title)).collect();
    titles.dedup();
    if titles.is_empty() { in_quotes(&rules.title) } else { titles.concat() }
}

/// 《…》, unless the title has such marks itself.
pub fn in_quotes(title: &str) -> String {
    if title.contains('《') { title.to_owned() } else { format!("《{title}》") }
}

/// A letter with these words over it; under it, how to object and who signs.
pub fn letter(opening: Vec<String>, notice: &Notice, issuer: &str) -> Letter {
    let mut closing = vec![
        "　　公示期间对以上内容有异议的，可以口头或者书面反映，请说明具体的人、事和依据；对反映人予以保密。".to_owned(),
    ];
    if notice.to_whom.is_empty() {
        closing.push(format!("　　受理单位：{BLANK}　　电话：{BLANK}"));
    } else {
        closing.push("　　受理异议：".to_owned());
        closing.extend(notice.to_whom.iter().map(|line| format!("　　　　{line}")));
    }
    Letter { opening, closing, signed: vec![issuer.to_owned(), day(notice.from)] }
}

/// Who signs for the township.
pub fn of_township(result: &ResultDocument, notice: &Notice) -> String {
    let usual = || format!("中共{}委员会", result.township.as_deref().unwrap_or(BLANK));
    notice.issuer.clone().unwrap_or_else(usual)
}

/// Posted upright, however many columns it has.
pub fn upright(table: Table) -> Table {
    Table { orientation: crate::model::Orientation::Portrait, ..table }
}
