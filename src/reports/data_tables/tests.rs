use serde_json::json;

use super::lists::{ColumnList, TableList};
use super::rows::{Source, rows_of};

fn column(header: &str, value: &str, join: Option<&str>) -> ColumnList {
    ColumnList {
        header: header.into(),
        value: value.into(),
        means: "…".into(),
        unit: String::new(),
        words: Some("state".into()),
        join: join.map(str::to_owned),
    }
}

#[test]
fn rows_know_what_they_lie_in_and_maps_become_columns() {
    let root = json!({ "title": "甲", "members": [
        { "name": "王伟", "points": { "b": "1", "a": "2" }, "is": true, "path": ["x", "y"], "entries": [{ "state": "counted" }, { "state": "?" }] },
        { "name": "李芳", "points": { "a": null }, "pair": [1, 2], "entries": [] },
    ] });
    let source = |list| Source { list, root: &root, categories: &[("b", "乙"), ("a", "丙"), ("c", "丙")] };
    let list = TableList {
        name: "党员".into(),
        rows: "members[]".into(),
        about: String::new(),
        columns: vec![
            column("总", "title", None),
            column("姓名", "members[].name", None),
            column("各类", "members[].points{}", None),
            column("是", "members[].is", None),
            column("路", "members[].path[]", Some("／")),
            column("对", "members[].pair", Some("→")),
        ],
    };
    let (header, rows) = rows_of(&source(&list));
    assert_eq!(header, ["总", "姓名", "乙", "丙（a）", "是", "路", "对"]);
    assert_eq!(rows, [["甲", "王伟", "1", "2", "是", "x／y", ""], ["甲", "李芳", "", "", "", "", "1→2"]]);
    let list = TableList {
        rows: "members[].entries[]".into(),
        columns: vec![column("姓名", "members[].name", None), column("状态", "members[].entries[].state", None)],
        ..list
    };
    assert_eq!(rows_of(&source(&list)).1, [["王伟", "计入"], ["王伟", "?"]]);
    let list = TableList {
        rows: "members[].points{}".into(),
        columns: vec![column("类", "members[].points{}@", None), column("分", "members[].points{}", None)],
        ..list
    };
    assert_eq!(rows_of(&source(&list)).1, [["a", "2"], ["b", "1"], ["a", ""]]);
    let list = TableList { rows: "years.township".into(), ..list };
    assert_eq!(rows_of(&source(&list)).1, [[""; 0]; 0]);
}
