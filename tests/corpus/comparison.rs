//! The comparison notices what it is there for.

use serde_json::{Value, json};

use crate::compare::compare;
use crate::dialects::Job;
use crate::form::Form;
use crate::notation;
use crate::reading::Reading;

const FORM: &str = "about: a try\nignore: P1??\n--- sheet 登记\n序号 | 姓名 | 项目\n1 | 王伟 | Z02\n\
    --- expect\nlayout: roster, ledger\nbranch: 甲\nmembers:\n1 王伟\nentries:\n\
    登记!B2 | 王伟 | Z02 | 2025-03-15 | 1 | - | 2.0\n!登记!B3 | 王伟 | J04 | - | 1 | - | -\n\
    diagnostics:\nV10? error 登记!C2 ; 日期\nL??? warning 登记\nV201 note 登记!B2\ncolumns: 登记 B=name\n";

fn result() -> Value {
    let entry = |cell: &str, state: &str| {
        json!({"date": "2025-03-15", "quantity": "1", "level": null, "stated": "2", "state": state,
            "source": {"sheet": "登记", "cell": cell}})
    };
    let finding = |code: &str, severity: &str, cell: Value, message: &str| json!({"code": code, "severity": severity, "sheet": "登记", "cell": cell, "message": message, "help": ""});
    json!({
        "files": [{"path": "东河村.xlsx", "branch": "甲", "layout": ["roster", "ledger"],
            "tables": [{"sheet": "登记", "columns": [{"cells": "B", "as": "name"}, {"cells": "C", "as": null}]}]}],
        "branches": [{"name": "甲"}],
        "members": [{"branch": "甲", "id": "1", "name": "王伟", "steps": [
            {"item": "Z02", "entries": [entry("A2:J2", "counted"), entry("A3:J3", "excluded")]}]}],
        "diagnostics": [
            finding("V102", "error", json!("A2:C2"), "看不出日期"), finding("L103", "warning", Value::Null, ""),
            finding("V201", "note", json!("B2"), ""), finding("V201", "note", json!("B9"), ""),
            finding("P101", "warning", json!("B2"), "")],
    })
}

fn differences(form: &Form, dialect: &'static str, result: &Value) -> Vec<String> {
    compare(Job { form, dialect }, &Reading::of(result)).0
}

#[test]
fn what_is_expected_makes_no_difference() {
    let form = notation::read("001-a.form", FORM).unwrap();
    let (differences, counts) = compare(Job { form: &form, dialect: "own" }, &Reading::of(&result()));
    assert_eq!(differences, [] as [String; 0]);
    assert_eq!((counts.tables.right, counts.members.right, counts.entries.right, counts.columns.right), (2, 1, 1, 1));
    assert_eq!((counts.tables.all, counts.members.all, counts.entries.all, counts.columns.all), (2, 1, 1, 1));
    let mut without_tables = result();
    without_tables["files"][0].as_object_mut().unwrap().remove("tables");
    assert!(self::differences(&form, "own", &without_tables).is_empty());
}

#[test]
fn whatever_else_comes_out_makes_one() {
    let form = notation::read("001-a.form", FORM).unwrap();
    let entry = "/members/0/steps/0/entries/0";
    for (place, other) in [
        ("/files/0/layout", json!(["ledger", "roster"])),
        ("/files/0/tables/0/columns/0/as", json!("item")),
        ("/branches/0/name", json!("乙")),
        ("/members/0/id", json!("2")),
        ("/members/0/name", json!("王玮")),
        ("/members/0/steps/0/item", json!("Z03")),
        (&format!("{entry}/date"), Value::Null),
        (&format!("{entry}/quantity"), json!("2")),
        (&format!("{entry}/level"), json!("镇级")),
        (&format!("{entry}/stated"), json!("-2")),
        (&format!("{entry}/source/sheet"), json!("花名册")),
        (&format!("{entry}/source/cell"), json!("C2:J2")),
        (&format!("{entry}/source/cell"), json!("A2:J3")),
        ("/members/0/steps/0/entries/1/state", json!("counted")),
        ("/members/0/steps/0/entries", json!([])),
        ("/members", json!([])),
        ("/diagnostics/0/code", json!("V201")),
        ("/diagnostics/0/severity", json!("warning")),
        ("/diagnostics/0/message", json!("看不出")),
        ("/diagnostics/0/cell", json!("A3:C3")),
        ("/diagnostics/1/sheet", Value::Null),
        ("/diagnostics/2/cell", json!("B4")),
        ("/diagnostics/3/severity", json!("warning")),
        ("/diagnostics/4/code", json!("P201")),
    ] {
        let mut result = result();
        *result.pointer_mut(place).unwrap() = other.clone();
        assert!(!differences(&form, "own", &result).is_empty(), "{place} is {other}");
    }
}

#[test]
fn a_csv_names_no_sheet() {
    let form = notation::read("001-a.form", FORM).unwrap();
    let named = result().to_string().replace("登记", "东河村");
    let result: Value = serde_json::from_str(&named).unwrap();
    assert!(differences(&form, "csv", &result).is_empty());
    assert!(!differences(&form, "own", &result).is_empty());
}
