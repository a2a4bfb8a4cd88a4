//! Rule sets are data: no id, code, title, level, column or effect of `rules/` stands in the program.
//!
//! The rule sets of `tests/rules/` lend the names of their tables: the program knows none of those either.
//!
//! Searched are `src/**/*.rs` and `src/**/*.toml`: names and literals, without comments, without `#[cfg(test)]` modules
//! and without the examples of diagnostics (`Example::Sheets`, `Rules`, `Told`, `File`), which are documentation.
//! A rule set may call something by a word that the program has for itself: those words are listed in [`LANGUAGE`], each with
//! what it means there, and [`IN_PASSING`] lists what only looks like an item's number.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod source_text;

use std::collections::BTreeSet;
use std::path::Path;

use source_text::{Kind, Token, files_under, read, tokens};
use toml::{Table, Value};

/// The program's own words that a rule set uses too, each with what it is in the program. A word of a rule set is refused
/// where no such word covers it: 党员大会 does not excuse 党员大会通过日期.
const LANGUAGE: &[(&str, &str)] = &[
    ("积分", "what all is about, and part of the names of forms: 积分登记, 积分表"),
    ("党员积分档案", "the name of the year's package"),
    ("总分", "what score is called in general: score.missing"),
    ("年度得分", "what [year] makes of the periods"),
    ("评定等次", "a column of the sheet 星级评定: the grade given"),
    ("这一等次", "a grade pointed at; 一等 is no word here"),
    ("同一等次", "a grade pointed at; 一等 is no word here"),
    ("三等分", "a weight of 1/3; 三等 is no word here"),
    ("荣誉", "[[honour]]"),
    ("名单", "[[list]]; who is on a roster"),
    ("后续措施", "[[consequence]]"),
    ("预警", "[[alert]]"),
    ("一票否决", "[veto]"),
    ("原类别", "class.changes.before"),
    ("新类别", "class.changes.after"),
    ("上一年度档案", "layout = 'archive'"),
    ("评价", "layout = 'evaluation'"),
    ("异议", "what is raised during a publicity: the township's register of objections"),
    ("公示登记", "the township's register of what was made public"),
    ("公示记录", "the title of such a register"),
    ("公示开始日期", "a column of the register of publicity"),
    ("公示结束日期", "a column of the register of publicity"),
    ("开始日期", "a column of the register of publicity"),
    ("结束日期", "a column of the register of publicity"),
    ("公示方式", "a column of the register of publicity"),
    ("项目编号", "a column of the ledger (data/columns.toml)"),
    ("会议日期", "a column of decisions"),
    ("异议", "the township's register of objections"),
    ("处理结果", "a column of the register of objections"),
    ("公示登记", "the township's register of what was made public"),
    ("党员大会", "who decides about ties"),
    ("党小组", "the level below the branch in the organisation tree"),
    ("支部委员会", "how the name of a branch may end"),
    ("原支部花名册", "the roster of the branch that a member left; 原支部 is no column here"),
    ("按规定程序核实", "what is to be done about a hint; 核实 is no step here"),
];

/// Figures and letters that look like an item's number, with the one file in which they stand.
const IN_PASSING: &[(&str, &str, &str)] = &[
    ("src/layout/periods.rs", "H1", "the first half-year"),
    ("src/pipeline/forms.rs", "D1", "a cell, as an example"),
    ("src/pipeline/suggest.rs", "B2", "a cell, as an example"),
    ("src/render/annotate/sheet_xml.rs", "A1", "the first cell of a sheet"),
];

#[test]
fn no_word_of_a_rule_set_stands_in_the_program() {
    let mut words = BTreeSet::new();
    for path in files_under("rules", "toml") {
        collect(&parsed(&path), "", &mut words);
    }
    for path in files_under("tests/rules", "toml") {
        words.extend(names_of_tables(&parsed(&path)));
    }
    assert!(words.len() > 50, "the words of rules/ were not read: {words:?}");
    let mut hits = Vec::new();
    // A file of tests is exempt, as a module of tests in another file is.
    for path in files_under("src", "rs").into_iter().filter(|path| !path.ends_with("tests.rs")) {
        let (shown, source) = read(&path);
        let excused = |hit: &String| {
            IN_PASSING.iter().any(|(file, word, _)| *file == shown && hit.ends_with(&format!(":{word}")))
        };
        let found = hits_in_rust(&words, &source).into_iter().filter(|hit| !excused(hit));
        hits.extend(found.map(|hit| format!("{shown}:{hit}")));
    }
    for path in files_under("src", "toml") {
        let (shown, text) = read(&path);
        hits.extend(hits_in_lines(&words, &text).into_iter().map(|hit| format!("{shown}:{hit}")));
    }
    assert!(hits.is_empty(), "these words belong to a rule set:\n{}", hits.join("\n"));
}

/// A word is listed only while a rule set has it, or one that lies within it: else nothing is to be excused.
#[test]
fn every_listed_word_is_needed() {
    let mut words = BTreeSet::new();
    for path in files_under("rules", "toml") {
        collect(&parsed(&path), "", &mut words);
    }
    let idle = |own: &&str| !words.iter().any(|word| own.contains(word.as_str()));
    let listed = LANGUAGE.iter().map(|(own, _)| *own).chain(IN_PASSING.iter().map(|(_, word, _)| *word));
    assert_eq!(listed.filter(idle).collect::<Vec<_>>(), [""; 0]);
}

fn parsed(path: &Path) -> Table {
    let (shown, text) = read(path);
    text.parse().unwrap_or_else(|error| panic!("{shown}: {error}"))
}

/// What the tables of a rule set are called; columns and signs of these sets are everyday words.
fn names_of_tables(rules: &Table) -> BTreeSet<String> {
    let tables = rules.get("table").and_then(Value::as_array).into_iter().flatten();
    let titles = tables.filter_map(|table| table.get("title")?.as_str());
    titles.map(str::to_owned).collect()
}

/// The words of a rule set, by the keys that hold them, at any depth. `under` is the key that the table stands at.
fn collect(table: &Table, under: &str, words: &mut BTreeSet<String>) {
    for (key, value) in table {
        match value {
            Value::Table(inner) => collect(inner, key, words),
            Value::Array(values) => {
                for value in values {
                    match value {
                        Value::Table(inner) => collect(inner, key, words),
                        Value::String(word) => add(key, under, word, words),
                        _ => {}
                    }
                }
            }
            Value::String(word) => add(key, under, word, words),
            _ => {}
        }
    }
}

fn add(key: &str, under: &str, word: &str, words: &mut BTreeSet<String>) {
    let least = match (key, under) {
        // Headings of prose, which is only printed.
        ("title", "article") => return,
        // The ids of categories and steps are English words of the engine's own field; those of rule sets and items
        // are the rulebook's.
        ("id", "" | "item") | ("default", "") => 1,
        // A column may be called 日期, a sign 参加: words of any form.
        ("title", "column" | "head" | "label" | "member" | "sign") => 3,
        ("title" | "column" | "effects", _) => 1,
        ("level" | "name" | "empty", _) => 2,
        ("also", _) => 3,
        _ => return,
    };
    if word.chars().count() >= least {
        words.insert(word.to_owned());
    }
}

/// Where the words occur in a Rust source: `line:word`.
fn hits_in_rust(words: &BTreeSet<String>, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut hits = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if let Some(after) = after_exempt(&tokens, index) {
            index = after;
            continue;
        }
        if token.kind != Kind::Sign {
            hits.extend(occurrences(words, &token.text).into_iter().map(|(at, word)| {
                let line = token.line(at);
                format!("{line}:{word}")
            }));
        }
        index += 1;
    }
    hits
}

fn hits_in_lines(words: &BTreeSet<String>, text: &str) -> Vec<String> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with('#'));
    lines
        .flat_map(|(line, text)| occurrences(words, text).into_iter().map(move |hit| format!("{line}:{}", hit.1)))
        .collect()
}

/// The words that occur in a text, with the byte at which each starts; of words within one another the longest. A word
/// that lies within one of the program's own is none.
fn occurrences<'w>(words: &'w BTreeSet<String>, text: &str) -> Vec<(usize, &'w str)> {
    let own: Vec<(usize, usize)> =
        LANGUAGE.iter().flat_map(|(own, _)| text.match_indices(own).map(|(at, _)| (at, at + own.len()))).collect();
    let mut found: Vec<(usize, &str)> = words
        .iter()
        .flat_map(|word| text.match_indices(word.as_str()).map(|(at, _)| (at, word.as_str())))
        .filter(|(at, word)| !word.is_ascii() || is_whole(text, *at, word.len()))
        .filter(|(at, word)| !own.iter().any(|(from, to)| from <= at && at + word.len() <= *to))
        .collect();
    found.sort_by_key(|(at, word)| (*at, std::cmp::Reverse(word.len())));
    let mut end = 0;
    found.retain(|(at, word)| {
        let is_new = at + word.len() > end;
        end = end.max(at + word.len());
        is_new
    });
    found
}

/// Whether a word in ASCII is not part of a longer one.
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    !text[..at].ends_with(is_part) && !text[at + length..].starts_with(is_part)
}

/// The index after an exempt part that starts here: a module of tests, or the example of a diagnostic.
fn after_exempt(tokens: &[Token], index: usize) -> Option<usize> {
    let starts_with = |parts: &[&str]| {
        parts.iter().enumerate().all(|(i, part)| tokens.get(index + i).is_some_and(|token| token.is(part)))
    };
    if starts_with(&["#", "[", "cfg", "(", "test", ")", "]"]) {
        let rest = tokens.get(index + 7..)?;
        let is_module = rest.iter().take(5).any(|token| token.is("mod"));
        let open = rest.iter().position(|token| token.is("{") || token.is(";")).filter(|_| is_module)?;
        return after_group(tokens, index + 7 + open);
    }
    let is_example =
        ["Sheets", "Told", "File", "Rules"].iter().any(|kind| starts_with(&["Example", ":", ":", kind, "("]));
    is_example.then(|| after_group(tokens, index + 4))?
}

/// The index after the group of brackets that opens here.
fn after_group(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        if ["(", "[", "{"].iter().any(|sign| token.is(sign)) {
            depth += 1;
        } else if [")", "]", "}"].iter().any(|sign| token.is(sign)) {
            depth -= 1;
        }
        if depth == 0 {
            return Some(index + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        id = "some-rules"
        title = "某办法"
        [score]
        title = "总分"
        of = ["base"]
        [[level]]
        name = "镇级"
        also = ["镇", "乡镇级"]
        [[step]]
        id = "verified"
        title = "查实"
        column = "查实人"
        [[category]]
        id = "base"
        title = "甲类分"
        [[category.item]]
        id = "J01"
        title = "学习"
        text = "不收的话"
        price.levels = { empty = "缺", of = [{ level = "缺学", also = ["没学习"] }] }
        [veto]
        title = "否决项"
        item = [{ id = "V01", title = "受处分" }]
        [[grade]]
        title = "一等"
        effects = ["发奖牌"]
        when = { fact = "score" }
    "#;

    fn words() -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        collect(&RULES.parse().unwrap(), "", &mut words);
        words
    }

    fn hits(source: &str) -> Vec<String> {
        hits_in_rust(&words(), source)
    }

    #[test]
    fn the_words_of_a_rule_set_are_collected() {
        let expected = [
            "J01",
            "V01",
            "一等",
            "乡镇级",
            "受处分",
            "发奖牌",
            "否决项",
            "总分",
            "学习",
            "某办法",
            "查实",
            "查实人",
            "没学习",
            "甲类分",
            "缺学",
            "镇级",
            "some-rules",
        ];
        assert_eq!(words(), expected.map(str::to_owned).into());
    }

    #[test]
    fn words_are_found_in_names_and_literals() {
        assert_eq!(hits("const A: &str =\n\"到镇级，J01：查\\\n   实人\";"), ["2:镇级", "2:J01", "2:查实人"]);
        assert_eq!(hits("if id == J01 { r#\"some-rules\"# }"), ["1:J01", "1:some-rules"]);
        assert_eq!(hits_in_lines(&words(), "# J01\na = \"缺学\""), ["2:缺学"]);
    }

    #[test]
    fn words_of_the_program_itself_excuse_what_lies_within_them_and_nothing_longer() {
        let words: BTreeSet<String> = ["一等", "等次表", "荣誉"].map(str::to_owned).into();
        let found = |text| occurrences(&words, text).into_iter().map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(found("没有这一等次，也没有荣誉"), [""; 0]);
        assert_eq!(found("一等奖，等次表"), ["一等", "等次表"]);
    }

    #[test]
    fn codes_are_whole_and_comments_tests_and_examples_exempt() {
        for source in [
            "const J011: &str = \"V101 XJ01 some-rules-2\";",
            "/// J01 学习\n//! 镇级\n/* 一等 */ // 缺学",
            "#[cfg(test)]\nmod tests { fn f() { g(\"J01\"); } }",
            "Code { bad: Example::Sheets(\"J01|学习\"), good: Example::Told(\"缺学\") }",
            "Example::File(\"a\", \"镇级\".as_bytes())",
        ] {
            assert_eq!(hits(source), [""; 0], "{source}");
        }
        assert_eq!(hits("#[cfg(test)]\nmod tests { }\nconst A: &str = \"缺学\";"), ["3:缺学"]);
        assert_eq!(hits("#[cfg(test)]\nmod tests;\nconst A: &str = \"缺学\";"), ["3:缺学"]);
        assert_eq!(hits("Example::Told(\"缺学\"), \"镇级\""), ["1:镇级"]);
    }
}
