//! What changed between two rule sets: every value that a rule set can say is told where it changes, and only meaning
//! counts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::fs;

use jifen::reports::rules_diff;
use jifen::rules::{RuleSet, builtin_ids, builtin_text, load};
use rayon::prelude::*;
use toml::Value;

use program::jifen;

fn changed(before: &RuleSet, text: &str) -> Option<bool> {
    Some(!rules_diff(before, &load(text).ok()?).is_empty())
}

/// The places of all values that hold no others.
fn leaves(value: &Value, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let mut below = |key: String, inner: &Value| {
        path.push(key);
        leaves(inner, path, found);
        path.pop();
    };
    match value {
        Value::Table(table) => table.iter().for_each(|(key, inner)| below(key.clone(), inner)),
        Value::Array(list) => list.iter().enumerate().for_each(|(index, inner)| below(index.to_string(), inner)),
        _ => found.push(path.clone()),
    }
}

fn at<'v>(value: &'v mut Value, path: &[String]) -> &'v mut Value {
    path.iter().fold(value, |value, key| match value {
        Value::Array(list) => &mut list[key.parse::<usize>().unwrap()],
        other => other.get_mut(key).unwrap(),
    })
}

/// Other values for the same place, some of which will be understood.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Integer(number) => vec![Value::Integer(number + 1), Value::Integer((number - 1).max(0))],
        Value::Boolean(yes) => vec![Value::Boolean(!yes)],
        Value::String(text) => {
            let more = [format!("({text}) + 1"), format!("not ({text})"), format!("{text}改"), format!("1{text}")];
            let choices =
                ["原", "示", "year", "quarter", "warning", "error", "text", "points", "count", "date", "branch"];
            let choices = choices.into_iter().filter(|choice| choice != text).map(str::to_owned);
            more.into_iter().chain(choices).map(Value::String).collect()
        }
        Value::Datetime(_) => vec![Value::Datetime("2024-02-03".parse().unwrap())],
        _ => Vec::new(),
    }
}

#[test]
fn every_value_that_changes_is_told() {
    let mut untold: Vec<String> = Vec::new();
    for id in builtin_ids() {
        let text = builtin_text(id).unwrap();
        let before = load(text).unwrap();
        assert_eq!(changed(&before, text), Some(false), "{id} differs from itself");
        let whole: Value = Value::Table(text.parse().unwrap());
        let mut found = Vec::new();
        leaves(&whole, &mut Vec::new(), &mut found);
        // Of values at the same keys three stand for all.
        let mut tries: BTreeMap<String, usize> = BTreeMap::new();
        found.retain(|path| {
            let keys: Vec<&str> = path.iter().map(String::as_str).filter(|key| key.parse::<usize>().is_err()).collect();
            let tried = tries.entry(keys.join(".")).or_default();
            *tried += 1;
            *tried <= 3
        });
        let told: Vec<Option<String>> = found
            .par_iter()
            .map(|path| {
                let mut tried = whole.clone();
                let old = at(&mut tried, path).clone();
                let mut seen = None;
                for other in others(&old) {
                    *at(&mut tried, path) = other;
                    match changed(&before, &toml::to_string(&tried).unwrap()) {
                        Some(true) => return None,
                        Some(false) => seen = Some(format!("{id}: {}", path.join("."))),
                        None => {}
                    }
                }
                seen
            })
            .collect();
        untold.extend(told.into_iter().flatten());
    }
    // Any `per` says that the category is reckoned once, whichever stretch of time it names.
    untold.retain(|place| place != "classified-members: category.1.per");
    assert!(untold.is_empty(), "say these in src/reports/rules_diff: {untold:#?}");
}

const STARS: &str = "township-stars";

/// The built-in rule set with some texts replaced, each of which stands in it.
fn mended(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(builtin_text(STARS).unwrap().to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

#[test]
fn spelling_does_not_count() {
    let spelt = [
        ("when = \"75 <= score < 80\"", "when = \"（75 ≤ 总分） 且 (总分 < 80)\""),
        ("price.fixed = \"1.5\"", "price = { fixed = \"1.50\" }"),
        ("limits = [{ per = \"year\", times = 1 }]", "limits = [\n  { times = 1, per = \"year\" },\n]"),
        ("# ---", "# 另一条说明\n# ---"),
    ];
    let (before, after) = (load(builtin_text(STARS).unwrap()).unwrap(), load(&mended(&spelt)).unwrap());
    assert!(rules_diff(&before, &after).is_empty(), "{:#?}", rules_diff(&before, &after));
}

#[test]
fn changes_are_told_in_words_and_as_data() {
    let changes = [
        ("text = \"兑现 1 件 2 分", "text = \"兑现 1 件 2.5 分"),
        (
            "每季度最多 3 件。\"\nprice.fixed = 2\nlimits = [{ per = \"quarter\", times = 3 }]",
            "每季度最多 2 件。\"\nprice.fixed = \"2.5\"\nlimits = [{ per = \"quarter\", times = 2 }]",
        ),
        ("{ of = 5, mark = \"原\" }", "{ of = 20, mark = \"示\" }"),
        ("when = \"70 <= score < 75\"", "when = \"65 <= score < 75\""),
        (
            "[[grade]]\ntitle = \"未定级\"\nstars = 0\narticle = \"六\"\nmark = \"原\"\nwhen = \"65 <= score < 70\"\nfills_gap = true\nabout = \"原办法没有规定 65 以上 70 以下的结果，本规则集记为「未定级」：无星，无后续措施。请本单位补充规定。\"\n",
            "",
        ),
        ("id = \"K06\"", "id = \"K07\""),
        ("title = \"化解矛盾、维护稳定\"", "title = \"化解矛盾\""),
        (
            "[[category.item]]\nid = \"Z08\"",
            "[[category.item]]\nid = \"Z09\"\ntitle = \"献血\"\nmark = \"示\"\nprice.fixed = 1\n[[category.item]]\nid = \"Z08\"",
        ),
    ];
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("新办法.toml"), mended(&changes)).unwrap();
    let page = jifen(root.path(), &["rules", "diff", STARS, "新办法.toml"]).ends_with(0).stdout;
    assert_eq!(
        page,
        "\
规则比较
原：乡镇党员星级积分办法（township-stars，版本 1.0）
新：乡镇党员星级积分办法（township-stars，版本 1.0）

项目
  Z02「化解矛盾」：名称 化解矛盾、维护稳定 → 化解矛盾
  Z06「承诺践诺」：
    分值 每件 2 分 → 每件 2.5 分
    限额 每季度最多 3 件 → 每季度最多 2 件
    条文 兑现 1 件 2 分，每季度最多 3 件。 → 兑现 1 件 2.5 分，每季度最多 2 件。
  K06「侵害群众利益，尚不构成违纪」：编号 K06 → K07
  新增　Z09「献血」：分类 增加分；分值 每次 1 分；计量 次；程序 缺核实的暂不计
  分；缺党员大会通过的暂不计分

等次
  一星级：条件 总分 70 以上 75 以下 → 总分 65 以上 75 以下
  删去　未定级：条件 总分 65 以上 70 以下；星 0

名额
  五星级：不超过 5%【原】 → 20%【示】
"
    );
    let data = jifen(root.path(), &["rules", "diff", STARS, "新办法.toml", "--format", "json"]).ends_with(0).json();
    let kinds: Vec<&str> =
        data["groups"][0]["changes"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["changed", "changed", "changed", "added"]);
    assert_eq!(data["groups"][0]["changes"][1]["facets"][0]["before"], "每件 2 分");
    let same = jifen(root.path(), &["规则", "对照", STARS, STARS]).ends_with(0).stdout;
    assert!(same.contains("没有不同。"), "{same}");
    jifen(root.path(), &["rules", "diff", STARS, "没有这个办法"]).ends_with(2);
}
