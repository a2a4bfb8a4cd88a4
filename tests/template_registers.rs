//! The blank workbooks of the township's registers: silent while nothing stands in them, and read back once they are filled.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use jifen::layout::FORMS;
use program::{jifen, program as command, run};
use small_branch::{write, write_sheets};

/// Each register with what is filled in: by header, in one row.
const FILLED: [(&str, &[(&str, &str)]); 5] = [
    (
        "organisation",
        &[("支部", "东河村党支部"), ("别名", "东河支部"), ("上级组织", "清河镇党委/东片党总支"), ("党员数", "23")],
    ),
    (
        "publicity",
        &[
            ("批次", "第一次"),
            ("范围", "全乡镇"),
            ("期间", "2025"),
            ("开始日期", "2026-01-12"),
            ("结束日期", "2026-01-16"),
            ("异议件数", "0"),
            ("公示结果", "无异议"),
        ],
    ),
    (
        "decisions",
        &[
            ("支部", "东河村党支部"),
            ("姓名", "王伟"),
            ("等次", "三星级"),
            ("决定", "授予"),
            ("决定机构", "支部党员大会"),
            ("会议日期", "2026-01-10"),
            ("理由", "抢险救灾表现突出"),
        ],
    ),
    (
        "objections",
        &[
            ("支部", "东河村党支部"),
            ("党员", "王伟"),
            ("项目", "J04"),
            ("日期", "2025-05-12"),
            ("异议内容", "当天没有参加"),
            ("提出日期", "2026-01-08"),
            ("提出人", "钱多多"),
            ("处理", "成立"),
            ("改为", "0"),
            ("处理日期", "2026-01-12"),
            ("处理人", "支部委员会"),
            ("处理说明", "已删去"),
        ],
    ),
    (
        "waivers",
        &[
            ("支部", "东河村党支部"),
            ("党员", "王伟"),
            ("代码", "E304"),
            ("项目", "J04"),
            ("日期", "2025-05-12"),
            ("处理", "不计分"),
            ("原因", "按旧标准写的"),
            ("批准", "支部党员大会"),
            ("批准日期", "2026-01-10"),
        ],
    ),
];

/// A folder with a branch whose one line states the wrong points.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("报表/东河村.xlsx"), &["1 | 2025-05-12 | 王伟 | J04 | 2 | | 5 | 清理河道 | | "]);
    folder
}

fn tally(folder: &Path) -> Value {
    run(command(folder).args(["tally", "报表", "--period", "2025", "--format", "json"])).json()
}

/// The blank workbook of a register, put beside the reports.
fn made(folder: &Path, id: &str) -> std::path::PathBuf {
    let form = FORMS.iter().find(|form| form.id == id).unwrap();
    let arguments = ["template", "--form", id, "--period", "2025", "--roster", "报表", "--out", "报表"];
    jifen(folder, &arguments).ends_with(0);
    folder.join(format!("报表/{}.xlsx", form.file))
}

#[test]
fn a_blank_register_beside_the_reports_changes_nothing() {
    let before = tally(folder().path());
    for form in FORMS {
        let folder = folder();
        made(folder.path(), form.id);
        let result = tally(folder.path());
        for key in ["members", "diagnostics", "files", "objections", "decisions", "waived"] {
            assert_eq!(result.get(key), before.get(key), "{}: {key}", form.id);
        }
    }
}

/// The header of a blank workbook's first sheet.
fn header(path: &Path) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range
        .rows()
        .nth(2)
        .unwrap()
        .iter()
        .map(|cell| if let Data::String(text) = cell { text.clone() } else { String::new() })
        .collect()
}

#[test]
fn a_register_that_is_filled_in_is_read_back() {
    for (id, row) in FILLED {
        let folder = folder();
        let path = made(folder.path(), id);
        let header = header(&path);
        for (column, _) in row {
            assert!(header.iter().any(|known| known == column), "{id}: {column} of {header:?}");
        }
        let cells =
            header.iter().map(|known| row.iter().find(|(column, _)| column == known).map_or("", |(_, cell)| *cell));
        let (head, cells) = (header.join(" | "), cells.collect::<Vec<_>>().join(" | "));
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        fs::remove_file(&path).unwrap();
        write_sheets(&path, &[(&name, "清河镇 2025 年登记表", &[&head, &cells])]);
        let result = tally(folder.path());
        match id {
            "decisions" => {
                let one = &result["decisions"][0];
                assert_eq!(
                    (&one["name"], &one["by"], &one["on"]),
                    (&"王伟".into(), &"支部党员大会".into(), &"2026-01-10".into())
                );
                assert!(one["why"].as_str().unwrap().contains("没有并列待定"), "{one}");
            }
            "objections" => {
                let one = &result["objections"][0];
                assert_eq!(
                    (&one["state"], &one["becomes"], &one["agrees"]),
                    (&"upheld".into(), &"0".into(), &true.into())
                );
                assert_eq!(one["how"], "已删去");
            }
            "organisation" => {
                let units = result["organisation"].as_array().unwrap().iter();
                let units: Vec<&str> = units.filter_map(|unit| unit["path"].as_array()?.last()?.as_str()).collect();
                assert!(units.contains(&"东片党总支"), "{units:?}");
                let said = result["diagnostics"].as_array().unwrap();
                assert!(said.iter().any(|it| it["code"] == "M109"), "{said:?}");
            }
            "publicity" => {
                let one = &result["publicity"]["rounds"][0];
                assert_eq!((&one["outcome"], &one["working_days"]), (&"无异议".into(), &5.into()));
            }
            _ => assert_eq!(result["waived"][0]["reason"], "按旧标准写的"),
        }
    }
}

#[test]
fn the_forms_are_offered_in_both_languages_and_overwrite_nothing() {
    let folder = folder();
    for form in FORMS {
        let path = made(folder.path(), form.id);
        let again = jifen(folder.path(), &["template", "--form", form.file, "--out", "报表"]).ends_with(2);
        assert!(again.stderr.contains("没有覆盖"), "{}", again.stderr);
        assert!(path.is_file());
    }
    let wrong = jifen(folder.path(), &["template", "--form", "别的"]).ends_with(2);
    assert!(FORMS.iter().all(|form| wrong.stderr.contains(form.id)), "{}", wrong.stderr);
}
