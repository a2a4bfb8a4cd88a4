//! The comparison notices what it is there for.

use serde_json::{Value, json};

use crate::compare::compare;
use crate::report::Share;

fn result() -> Value {
    let source = |row: u32| json!({"file": "东河村.xlsx", "sheet": "积分登记", "cell": format!("A{row}:J{row}")});
    let diagnostic = |severity: &str, row: u32| {
        json!({"code": "E101", "severity": severity, "file": "东河村.xlsx", "sheet": "积分登记",
            "cell": format!("F{row}"), "message": "不对"})
    };
    json!({
        "status": "provisional", "provisional_because": ["有错误"],
        "members": [
            {"branch": "东河村党支部", "name": "王伟", "id": "1", "score": "73.5", "categories": {"base": "70", "bonus": "3.5"},
             "rank": {"branch": 1, "township": 2}, "veto": [], "steps": [{"entries": [
                {"state": "counted", "effect": "2", "source": source(3)}, {"state": "capped", "effect": "0", "source": source(4)}]}]},
            {"branch": "东河村党支部", "name": "王伟", "id": "2", "score": null, "categories": {"base": null},
             "rank": null, "veto": ["V01"], "steps": []},
            {"branch": "西河村党支部", "name": "李强", "id": "1", "score": "60", "rank": {"branch": null, "township": null}},
        ],
        "quotas": [{"scope": "东河村党支部", "level": "五星级", "limit": 1, "awarded": ["王伟（1）", "李强"]}],
        "honours": [{"title": "党员之星", "branch": "东河村党支部", "name": "王伟", "id": "1"}],
        "diagnostics": [diagnostic("error", 5), diagnostic("warning", 6)],
    })
}

const RIGHT: &str = r#"{"about": "a try", "exit": 1, "status": "provisional",
    "members": {"王伟（1）": {"score": "73.50", "categories": {"bonus": "3.5"}, "rank": {"branch": 1}, "veto": [], "alerts": []},
                "东河村党支部/王伟（2）": {"score": null, "categories": {"base": null}, "rank": {"branch": null}, "veto": ["V01"]},
                "李强": {"score": "60", "rank": null}},
    "honours": [{"title": "党员之星", "name": "王伟（1）"}],
    "quotas": [{"scope": "东河村党支部", "level": "五星级", "limit": 1, "awarded": ["李强", "王伟（1）"]}],
    "entries": {"积分登记!3": {"state": "counted", "effect": "2"}, "积分登记!5": {"state": "excluded", "effect": "0"}},
    "errors": ["东河村/积分登记!5"], "warnings": ["积分登记!6"], "no_warnings": ["积分登记!5"]}"#;

#[test]
fn what_is_right_has_no_differences() {
    let found = compare(&serde_json::from_str(RIGHT).unwrap(), 1, Some(&result()));
    assert_eq!(found.differences, [""; 0]);
    assert_eq!((found.members, found.figures.right), (Share { right: 3, all: 3 }, found.figures.all));
}

#[test]
fn every_kind_of_difference_is_noticed() {
    for (right, wrong, said) in [
        ("\"exit\": 1", "\"exit\": 0", "exit: expected 0, got 1"),
        ("provisional", "final", "status: expected final, got provisional [有错误]"),
        ("73.50", "73.51", "王伟（1） score: expected 73.51, got 73.5"),
        ("\"王伟（1）\": {", "\"王伟\": {", "王伟: several members are called so"),
        ("\"李强\": {", "\"东河村党支部/李强\": {", "东河村党支部/李强: no such member"),
        ("\"bonus\"", "\"bonuses\"", "王伟（1） categories.bonuses: expected 3.5, got nothing"),
        ("\"alerts\": []", "\"alerts\": [1]", "王伟（1） alerts: expected [1], got nothing"),
        ("{\"branch\": 1}", "null", "王伟（1） rank: expected null, got {\"branch\":1,\"township\":2}"),
        ("\"rank\": {\"branch\": null}", "\"rank\": {\"branch\": 3}", "rank.branch: expected 3, got null"),
        ("[\"V01\"]", "[]", "veto: expected [], got [V01]"),
        ("\"党员之星\"", "\"道德模范\"", "honours: {\"name\":\"王伟（1）\",\"title\":\"道德模范\"} is missing"),
        ("[{\"title\": \"党员之星\", \"name\": \"王伟（1）\"}]", "[]", "is one too many"),
        ("[\"李强\", ", "[", "quota 东河村党支部 五星级 awarded: expected [王伟（1）], got [李强、王伟（1）]"),
        ("五星级", "四星级", "quota 东河村党支部 四星级: there is no such quota"),
        ("\"effect\": \"2\"", "\"effect\": \"1\"", "积分登记!3 effect: expected 1, got 2"),
        ("积分登记!5\": {", "积分登记!7\": {", "积分登记!7: expected"),
        ("[\"东河村/积分登记!5\"]", "[]", "errors: nobody expects E101 at 东河村.xlsx/积分登记!F5: 不对"),
        ("[\"东河村/积分登记!5\"]", "[\"积分登记!5\", \"出勤\"]", "errors: 出勤 has no error"),
        ("[\"积分登记!6\"]", "[\"积分登记!5\"]", "warnings: 积分登记!5 has no warning"),
        ("\"no_warnings\": [\"积分登记!5\"]", "\"no_warnings\": [\"积分登记!6\"]", "no_warnings: nobody expects E101"),
        ("\"warnings\"", "\"warning\"", "expected.json: there is no part warning"),
    ] {
        assert!(RIGHT.contains(right), "{right}");
        let expected = serde_json::from_str(&RIGHT.replacen(right, wrong, 1)).unwrap();
        let found = compare(&expected, 1, Some(&result()));
        assert!(found.differences.iter().any(|it| it.contains(said)), "{said}\n{:#?}", found.differences);
    }
}
