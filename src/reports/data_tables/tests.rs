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
    let table = |rows: &str, columns: Vec<ColumnList>| {
        let list = TableList { name: "表".into(), rows: rows.into(), about: String::new(), columns };
        rows_of(&Source { list: &list, root: &root, categories: &[("b", "乙"), ("a", "丙"), ("c", "丙")] })
    };
    let columns = vec![
        column("总", "title", None),
        column("姓名", "members[].name", None),
        column("各类", "members[].points{}", None),
        column("是", "members[].is", None),
        column("路", "members[].path[]", Some("／")),
        column("对", "members[].pair", Some("→")),
    ];
    let (header, rows) = table("members[]", columns);
    assert_eq!(header, ["总", "姓名", "乙", "丙（a）", "是", "路", "对"]);
    assert_eq!(rows, [["甲", "王伟", "1", "2", "是", "x／y", ""], ["甲", "李芳", "", "", "", "", "1→2"]]);
    let columns = vec![column("姓名", "members[].name", None), column("状态", "members[].entries[].state", None)];
    assert_eq!(table("members[].entries[]", columns).1, [["王伟", "计入"], ["王伟", "?"]]);
    let columns = vec![column("类", "members[].points{}@", None), column("分", "members[].points{}", None)];
    assert_eq!(table("members[].points{}", columns).1, [["a", "2"], ["b", "1"], ["a", ""]]);
    assert!(table("years.township", vec![column("总", "title", None)]).1.is_empty());
}
