//! `rules export` and `rules import`: a rule set goes into a workbook and comes back, also after people edited it.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "rules_in_excel/edit.rs"]
mod edit;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use edit::{Edit, edited};
use package::parts;
use program::{Run, jifen, run, tool_works};
use tempfile::TempDir;
use toml::Value;

/// The rule sets that are part of the program, and those of the tests.
fn rule_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = ["rules", "tests/rules"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "toml") && path.file_stem().unwrap() != "index")
        .collect();
    files.sort();
    files
}

/// Exports a rule file; the folder holds `book.xlsx`.
fn exported(rules: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path(), rules.to_str().unwrap(), "book.xlsx");
    folder
}

fn export(folder: &Path, rules: &str, book: &str) {
    let run = jifen(folder, &["rules", "export", rules, "--out", book]);
    assert!(folder.join(book).is_file(), "{rules}: {}", run.stderr);
}

fn import(folder: &Path, book: &str, out: &str) -> Run {
    jifen(folder, &["rules", "import", book, "--out", out])
}

/// The one built-in rule set that the edits are tried on, as TOML after they were made; or what is said of them.
fn after(edits: &[(&str, &str, Edit)]) -> Result<String, String> {
    let folder = exported(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml"));
    let book = fs::read(folder.path().join("book.xlsx")).unwrap();
    fs::write(folder.path().join("mine.xlsx"), edited(&book, edits)).unwrap();
    let run = import(folder.path(), "mine.xlsx", "mine.toml");
    match run.code {
        Some(0) => Ok(fs::read_to_string(folder.path().join("mine.toml")).unwrap()),
        Some(2) => {
            assert!(!folder.path().join("mine.toml").exists());
            Err(run.stderr)
        }
        _ => panic!("{run:?}"),
    }
}

/// What a text means: numbers in quotes are numbers, and white space at the ends of a text is none.
fn meaning(value: Value) -> Value {
    match value {
        Value::String(text) => match text.trim().parse::<i64>() {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::String(text.trim().replace("\r\n", "\n")),
        },
        Value::Array(values) => Value::Array(values.into_iter().map(meaning).collect()),
        Value::Table(table) => Value::Table(table.into_iter().map(|(key, value)| (key, meaning(value))).collect()),
        other => other,
    }
}

#[test]
fn every_rule_set_comes_back_as_it_was() {
    assert!(rule_files().len() > 5);
    for path in rule_files() {
        let folder = exported(&path);
        let folder = folder.path();
        import(folder, "book.xlsx", "first.toml").ends_with(0);
        export(folder, "first.toml", "again.xlsx");
        import(folder, "again.xlsx", "second.toml").ends_with(0);
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(text("first.toml"), text("second.toml"), "{}", path.display());
        let original: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let came_back: toml::Table = text("first.toml").parse().unwrap();
        assert_eq!(meaning(Value::Table(came_back)), meaning(Value::Table(original)), "{}", path.display());
        let book = |name: &str| parts(&fs::read(folder.join(name)).unwrap());
        for ((name, ours), (_, theirs)) in book("book.xlsx").into_iter().zip(book("again.xlsx")) {
            assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&theirs), "{}: {name}", path.display());
        }
        assert_eq!(book("book.xlsx").len(), book("again.xlsx").len());
    }
}

#[test]
fn what_people_edit_is_read() {
    let before = after(&[]).unwrap();
    let price = after(&[("项目", "每次分值 Z02", Edit::number("2.5"))]).unwrap();
    assert_eq!(price, before.replacen("每件 2 分。\"\nprice.fixed = 2\n", "每件 2 分。\"\nprice.fixed = \"2.5\"\n", 1));
    let typed = after(&[("项目", "每次分值 Z02", Edit::text(" ２.50 "))]).unwrap();
    assert_eq!(typed, price);
    let marked = after(&[("等次", "标注 五星级", Edit::text("示"))]).unwrap();
    assert_eq!(marked.matches("mark = \"示\"").count(), before.matches("mark = \"示\"").count() + 1);
    let apart = after(&[("项目", "编号 Z02", Edit::InsertRow), ("限额", "编号 Z06", Edit::InsertRow)]).unwrap();
    assert_eq!(apart, before);
    let merged = after(&[("项目", "分类 Z01", Edit::MergeDown), ("级别分值", "编号 Z05", Edit::MergeDown)]).unwrap();
    assert_eq!(merged, before);
    let gone = after(&[("限额", "编号 Z03", Edit::ClearRow)]).unwrap();
    assert_eq!(gone, before.replacen("limits = [\n  { per = \"year\", times = 1 },\n]\n", "", 1));
}

#[test]
fn new_rows_stand_where_people_put_them() {
    let new = |category: &str| {
        after(&[
            ("项目", "编号 Z02", Edit::InsertRow),
            ("项目", "分类 @4", Edit::text(category)),
            ("项目", "编号 @4", Edit::text("Z99")),
            ("项目", "名称 @4", Edit::text("献血")),
            ("项目", "单位 @4", Edit::text("次")),
            ("项目", "标注 @4", Edit::text("【原】")),
            ("限额", "属于 +0", Edit::text("项目")),
            ("限额", "编号 +0", Edit::text("Z99")),
            ("限额", "每 +0", Edit::text("半年")),
            ("限额", "最多几分 +0", Edit::number("0.5")),
            ("项目", "每次分值 @4", Edit::number("3")),
        ])
        .unwrap()
    };
    let text = new("bonus");
    let expected = "[[category.item]]\nid = \"Z99\"\ntitle = \"献血\"\nunit = \"次\"\nmark = \"原\"\nprice.fixed = 3\nlimits = [\n  \
                    { per = \"half\", points = \"0.5\" },\n]\n\n[[category.item]]\nid = \"Z02\"";
    assert!(text.contains(expected), "{text}");
    // By its title, too.
    assert_eq!(new("增加分"), text);
}

#[test]
fn mistakes_are_told_at_their_cells() {
    let formula = || Edit::Formula("1+1".to_owned());
    for (sheet, cell, edit, place, says) in [
        ("项目", "每次分值 Z02", Edit::text("两分"), "「项目」!R9", "要写数字"),
        ("项目", "每次分值 Z02", formula(), "「项目」!R9", "表格软件的公式"),
        ("项目", "编号 Z02", Edit::Clear, "「项目」!C9", "没有写「编号」"),
        ("项目", "分类 Z02", Edit::text("bonsu"), "「项目」!A9", "里没有「bonsu」"),
        ("项目", "分类 Z02", Edit::Clear, "「项目」!A9", "没有写「分类」"),
        ("项目", "编号 Z02", Edit::text("Z01"), "「项目」!C9", "「Z01」写了两次"),
        ("项目", "标注 Z02", Edit::text("约"), "「项目」!P9", "可以写的有：【原】、【示】"),
        ("限额", "每 Z06", Edit::text("季"), "「限额」!D5", "是不是「季度」"),
        ("限额", "编号 Z06", Edit::text("Z66"), "「限额」!B5", "是不是「Z06」"),
        ("限额", "属于 Z06", Edit::Clear, "「限额」!A5", "可以写的有：分类、项目"),
        ("等次", "条件 五星级", Edit::text("= score >= 100"), "「等次」!E4", "前面不要写等号"),
        ("等次", "顺延到 !header", Edit::text("顺延"), "「等次」!F3", "不认识表头「顺延」"),
        ("等次", "备注 !beside", Edit::text("待定"), "「等次」", "上面没有表头"),
        ("办法", "内容 结算期", Edit::text("年年"), "「办法」!B8", "可以写的有：月、季度、半年、年"),
        ("办法", "项目 结算期", Edit::text("结算"), "「办法」!A8", "不认识「结算」这一项"),
        ("条文内容", "属于 名额", Edit::text("条文"), "「条文内容」", "没有写「条号」"),
    ] {
        let said = after(&[(sheet, cell, edit)]).expect_err(cell);
        assert!(said.contains(place) && said.contains(says), "{sheet} {cell}: {said}");
    }
}

#[test]
fn what_only_the_rules_themselves_can_tell_is_told_at_its_cell() {
    // No price, no requirement of that name, no such grade: what the loader says, with the cell.
    let said = after(&[("项目", "每次分值 Z02", Edit::Clear)]).unwrap_err();
    assert!(said.contains("「项目」!C9：Z02：要在 price"), "{said}");
    let said = after(&[("手续", "程序 penalty", Edit::text("voted"))]).unwrap_err();
    assert!(said.contains("「分类」!A6：「penalty」要求的程序「voted」没有定义"), "{said}");
}

#[test]
fn sheets_that_are_not_known_are_not_lost() {
    let said = after(&[("我的表", "+", Edit::text("甲"))]).unwrap_err();
    assert!(said.contains("工作表「我的表」：不认识这张工作表"), "{said}");
}

#[test]
fn keys_that_are_not_known_are_refused_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.toml"), "id = \"x\"\ntitl = \"y\"\n").unwrap();
    let run = jifen(folder.path(), &["rules", "export", "x.toml"]).ends_with(2);
    assert!(run.stderr.contains("第 2 行第 1 列") && run.stderr.contains("是不是「title」"), "{}", run.stderr);
    assert!(!folder.path().join("x.xlsx").exists());
}

#[test]
fn nothing_is_overwritten_and_the_commands_have_chinese_names() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    jifen(folder, &["规则", "导出", "township-stars"]).ends_with(0);
    jifen(folder, &["规则", "导入", "township-stars.xlsx"]).ends_with(0);
    assert!(folder.join("township-stars.toml").is_file());
    for arguments in [["rules", "export", "township-stars"], ["rules", "import", "township-stars.xlsx"]] {
        let run = jifen(folder, &arguments).ends_with(2);
        assert!(run.stderr.contains("没有覆盖"), "{}", run.stderr);
    }
    let run = jifen(folder, &["rules", "import", "township-stars.toml", "--out", "y.toml"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn what_libreoffice_saves_again_reads_the_same() {
    let works = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !tool_works("soffice (LibreOffice)", works) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let books: Vec<String> = (0..rule_files().len()).map(|number| format!("{number}.xlsx")).collect();
    for (path, book) in rule_files().iter().zip(&books) {
        export(folder, path.to_str().unwrap(), book);
    }
    // One start for all of them: starting takes longer than the work.
    let saved = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.join("saved"))
        .args(books.iter().map(|book| folder.join(book)))
        .output();
    for (path, book) in rule_files().iter().zip(&books) {
        assert!(folder.join("saved").join(book).is_file(), "{saved:?}");
        let (ours, theirs) = (format!("{book}.ours.toml"), format!("{book}.theirs.toml"));
        import(folder, book, &ours).ends_with(0);
        import(folder, &format!("saved/{book}"), &theirs).ends_with(0);
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(text(&theirs), text(&ours), "{}", path.display());
    }
}

#[test]
fn help_tells_of_both() {
    let run = run(program::program(Path::new(".")).args(["rules", "--help"])).ends_with(0);
    assert!(run.stdout.contains("export") && run.stdout.contains("导入"), "{}", run.stdout);
}
