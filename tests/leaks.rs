//! No file with a number of an ID card, a phone or a bank card in it is put in place.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/folders.rs"]
mod folders;
#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use jifen::model::PrivateKind;
use jifen::render::folder::OutputFiles;
use jifen::render::leaks::{Leak, leaks_in};
use rust_xlsxwriter::{Chart, DataValidation, DocProperties, Format, Note, Url, Workbook};

use folders::files_below;
use package::{pack, parts};
use program::{jifen, samples};

/// Nobody's: the shape alone counts.
const PHONE: &str = "13800000000";

/// The numbers in a workbook of two sheets into which something is put.
fn planted(put: impl FnOnce(&mut Workbook)) -> Vec<Leak> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("名单").unwrap().write_string(0, 0, "姓名").unwrap();
    workbook.add_worksheet().set_name("依据").unwrap().write_string(0, 0, "办法").unwrap();
    put(&mut workbook);
    leaks_in(&workbook.save_to_buffer().unwrap()).unwrap()
}

#[track_caller]
fn the_one(found: &[Leak]) -> (PrivateKind, &str) {
    let [leak] = found else { panic!("{found:?}") };
    assert!(!leak.place.contains(PHONE) && !leak.shown.contains(PHONE), "{leak:?}");
    (leak.kind, &leak.place)
}

#[track_caller]
fn place_of(put: impl FnOnce(&mut Workbook)) -> String {
    let found = planted(put);
    the_one(&found).1.to_owned()
}

fn second(workbook: &mut Workbook) -> &mut rust_xlsxwriter::Worksheet {
    workbook.worksheet_from_index(1).unwrap()
}

#[test]
fn a_number_is_found_in_every_kind_of_place() {
    let told = format!("电话{PHONE}");
    let put = |workbook: &mut Workbook| {
        second(workbook).write_string(6, 1, &told).unwrap();
    };
    assert_eq!(place_of(put), "工作表「依据」B7");
    let put = |workbook: &mut Workbook| {
        second(workbook).write_number(6, 1, 13_800_000_000.0).unwrap();
    };
    assert_eq!(place_of(put), "工作表「依据」B7");
    let put = |workbook: &mut Workbook| {
        second(workbook).write_formula(6, 1, "=\"13800000000\"").unwrap();
    };
    assert_eq!(place_of(put), "工作表「依据」B7");
    let put = |workbook: &mut Workbook| {
        let (plain, bold) = (Format::new(), Format::new().set_bold());
        let runs = [(&plain, "电话"), (&bold, "138"), (&plain, "00000000")];
        second(workbook).write_rich_string(6, 1, &runs).unwrap();
    };
    assert_eq!(place_of(put), "工作表「依据」B7");
    let put = |workbook: &mut Workbook| {
        second(workbook).insert_note(6, 1, &Note::new(&told)).unwrap();
    };
    assert_eq!(place_of(put), "工作表「依据」B7 的批注");
    let put = |workbook: &mut Workbook| {
        second(workbook).write_string(6, 1, &told).unwrap().set_hidden(true);
    };
    assert_eq!(place_of(put), "工作表「依据」B7");
    let put = |workbook: &mut Workbook| {
        workbook.define_name("联系", "=\"13800000000\"").unwrap();
    };
    assert_eq!(place_of(put), "定义的名称");
    let put = |workbook: &mut Workbook| {
        workbook.set_properties(&DocProperties::new().set_comment(&told));
    };
    assert_eq!(place_of(put), "文件的属性（标题、作者等）");
    let put = |workbook: &mut Workbook| {
        let rule = DataValidation::new().set_input_message(&told).unwrap();
        second(workbook).add_data_validation(1, 1, 9, 1, &rule).unwrap();
    };
    assert_eq!(place_of(put), "工作表「依据」的填表提示");
    let put = |workbook: &mut Workbook| {
        second(workbook).set_header(&told);
    };
    assert_eq!(place_of(put), "工作表「依据」的页眉页脚");
    let put = |workbook: &mut Workbook| {
        let link = Url::new("internal:'名单'!A1").set_text("看").set_tip(&told);
        second(workbook).write_url(6, 1, link).unwrap();
    };
    assert_eq!(place_of(put), "工作表「依据」的链接");
    let put = |workbook: &mut Workbook| {
        let mut chart = Chart::new_column();
        chart.title().set_name(&told);
        chart.add_series().set_values(("名单", 0, 0, 1, 0));
        second(workbook).insert_chart(0, 0, &chart).unwrap();
    };
    assert_eq!(place_of(put), "工作表「依据」的图表");
}

#[test]
fn a_sheet_is_searched_for_its_name_too() {
    let found = planted(|workbook| {
        second(workbook).set_name(PHONE).unwrap();
    });
    // The list of sheets in the properties has it as well.
    assert!(found.iter().any(|leak| leak.place == "工作表名称或定义的名称"), "{found:?}");
    assert!(found.iter().all(|leak| leak.shown == "138******00"));
}

#[test]
fn each_shape_is_told_by_its_kind() {
    for (text, kind, shown) in [
        ("110101190001011234", PrivateKind::Identity, "110*************34"),
        ("11010119000101123X", PrivateKind::Identity, "110*************3X"),
        ("１３８００００００００", PrivateKind::Phone, "１３８******００"),
        ("138-0000-0000", PrivateKind::Phone, "138-****-**00"),
        ("6222000000000000000", PrivateKind::Card, "622**************00"),
        ("6222 0000 0000 0000", PrivateKind::Card, "622* **** **** **00"),
        ("110101000101123", PrivateKind::Card, "110**********23"),
    ] {
        let found = planted(|workbook| {
            second(workbook).write_string(0, 0, text).unwrap();
        });
        assert_eq!(the_one(&found), (kind, "工作表「依据」A1"), "{text}");
        assert_eq!(found[0].shown, shown);
    }
}

#[test]
fn a_number_written_as_character_references_is_found() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "号码").unwrap();
    let mut inside = parts(&workbook.save_to_buffer().unwrap());
    let strings = inside.iter_mut().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap();
    strings.1 = String::from_utf8(strings.1.clone()).unwrap().replace("号码", "1380000&#48;&#x30;0&#48;").into_bytes();
    assert_eq!(the_one(&leaks_in(&pack(&inside)).unwrap()).1, "工作表「Sheet1」A1");
}

#[test]
fn figures_of_every_day_are_no_numbers_of_anybodys() {
    let digest = "13800000000a1f15000000000000000b3c4d5e6f708192a3b4c5d6e7f8091a2b";
    let texts =
        [digest, "2025-03-15", "20250315", "20250315120000", "2021 2022 2023 2024", "第 1048576 行", "138******00"];
    let numbers = [0.1 + 0.2, 1.0 / 3.0, 1_048_576.0, 45_731.520_833_333_3, 1e15 / 7.0, -123_456_789.123_456_7];
    let found = planted(|workbook| {
        for (row, text) in (0..).zip(texts) {
            second(workbook).write_string(row, 0, text).unwrap();
        }
        for (row, number) in (0..).zip(numbers) {
            second(workbook).write_number(row, 1, number).unwrap();
        }
    });
    assert_eq!(found, []);
}

#[test]
fn a_damaged_workbook_is_held_back_and_the_others_go_on() {
    let mut files = OutputFiles::new();
    files.insert("坏.xlsx", b"PK\x03\x04...".to_vec()).unwrap();
    files.insert("有.txt", format!("一\n电话{PHONE}\n").into_bytes()).unwrap();
    files.insert("无.txt", b"138".to_vec()).unwrap();
    files.insert_of_branch("批注/东河村.txt", PHONE.into()).unwrap();
    assert_eq!(files.paths().collect::<Vec<_>>(), ["批注/东河村.txt", "无.txt"]);
    let [damaged, leaking] = files.held() else { panic!("{:?}", files.held()) };
    assert!(damaged.message.starts_with("「坏.xlsx」没有写出：写好以后不能打开检查"), "{}", damaged.message);
    assert_eq!(leaking.message, "「有.txt」没有写出：第 2 行里有像手机号的数字（138******00）。");
    assert_eq!((leaking.code.id, leaking.file.as_deref()), ("F301", Some("有.txt")));
}

/// A folder with one small village, in a township whose name is taken over as it stands.
fn township_with(file: &str, township: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("镇");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(file), "序号,姓名,性别,入党时间\n1,王伟,男,2010-01-01\n2,李娜,女,2012-05-01\n").unwrap();
    fs::write(folder.join("jifen.toml"), format!("township = \"{township}\"\nperiod = \"2025\"\n")).unwrap();
    root
}

fn written(folder: &Path) -> Vec<String> {
    files_below(folder).into_keys().filter(|path| !path.starts_with(['.', '批'])).collect()
}

#[test]
fn a_phone_number_in_the_title_stops_the_summary_and_nothing_else() {
    let root = township_with("东河村.csv", "13800000000清河镇");
    let run = jifen(root.path(), &["tally", "镇"]).ends_with(1);
    assert!(
        run.stderr.contains("「汇总.xlsx」没有写出：工作表「总览」A1里有像手机号的数字（138******00），另有"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("（F301）") && !run.stderr.contains(PHONE), "{}", run.stderr);
    let out = root.path().join("汇总结果");
    let left = written(&out);
    assert!(["结果.json", "说明.txt"].iter().all(|name| left.contains(&(*name).to_owned())), "{left:?}");
    assert!(!left.contains(&"汇总.xlsx".to_owned()), "{left:?}");
    let text = fs::read_to_string(out.join("说明.txt")).unwrap();
    assert!(text.contains("没有写出的文件：") && !text.contains(PHONE), "{text}");
}

#[test]
fn the_only_file_that_was_asked_for_is_not_written_and_the_run_has_failed() {
    let root = tempfile::tempdir().unwrap();
    let rules = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/township-stars.toml")).unwrap();
    let (before, after) = rules.split_once("\ntitle = \"").unwrap();
    fs::write(root.path().join("办法.toml"), format!("{before}\ntitle = \"13800000000{after}")).unwrap();
    let run = jifen(root.path(), &["rules", "show", "办法.toml", "--out", "办法.xlsx"]).ends_with(2);
    assert!(run.stderr.contains("「办法.xlsx」没有写出"), "{}", run.stderr);
    assert!(!root.path().join("办法.xlsx").exists());
}

#[test]
fn a_phone_number_in_a_file_name_is_masked_on_the_screen_and_in_the_result() {
    let root = township_with("东河村13800000000.csv", "清河镇");
    let run = jifen(root.path(), &["tally", "镇"]).ends_with(1);
    assert!(!run.stdout.contains(PHONE) && !run.stderr.contains(PHONE), "{}{}", run.stdout, run.stderr);
    let result = fs::read_to_string(root.path().join("汇总结果/结果.json")).unwrap();
    assert!(result.contains("东河村138******00.csv") && !result.contains(PHONE));
    // The branch is called after the file, and its sheet in the workbook of feedback after the branch.
    assert!(run.stderr.contains("「反馈单.xlsx」没有写出"), "{}", run.stderr);
    assert!(written(&root.path().join("汇总结果")).contains(&"汇总.xlsx".to_owned()));
}

/// The copy is the branch's own workbook and holds what the branch wrote; what we add to it is masked.
#[test]
fn our_sheet_and_our_notes_in_a_copy_hold_no_numbers() {
    let root = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("积分登记").unwrap();
    let heads = ["日期", "姓名", "项目编号", "次数", "级别", "分值", "事由", "核实人"];
    let id = "110101190001011234";
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(0, column, head).unwrap();
        // Each column in turn holds what does not belong there.
        sheet.write_string(u32::from(column) + 1, column, format!("{id}电话{PHONE}")).unwrap();
    }
    for row in 1..9 {
        for (column, said) in (0..).zip(["2025-03-15", "王伟", "Z01", "1"]) {
            if row != u32::from(column) + 1 {
                sheet.write_string(row, column, said).unwrap();
            }
        }
    }
    fs::write(root.path().join("东河村.xlsx"), workbook.save_to_buffer().unwrap()).unwrap();
    let run = jifen(root.path(), &["check", "东河村.xlsx"]).ends_with(1);
    assert!([&run.stdout, &run.stderr].iter().all(|said| !said.contains(PHONE) && !said.contains(id)), "{run:?}");
    let copy = fs::read(root.path().join("批注/东河村.xlsx")).unwrap();
    let inside = parts(&copy);
    assert!(inside.iter().any(|(name, _)| name.contains("jifenProblems")));
    let found = leaks_in(&copy).unwrap();
    assert!(found.iter().any(|leak| leak.place.starts_with("工作表「积分登记」")), "{found:?}");
    let ours: Vec<&Leak> = found
        .iter()
        .filter(|leak| !leak.place.starts_with("工作表「积分登记」") || leak.place.ends_with("批注"))
        .collect();
    assert!(ours.is_empty(), "{ours:?}");
}

/// All that the program makes of its samples, and the workbooks of ours in the branches' hands.
#[test]
fn no_output_of_the_samples_is_held_back() {
    let root = tempfile::tempdir().unwrap();
    let mut looked_at = 0;
    let townships = ["清河镇", "柳林乡"].map(|name| samples().join(name)).into_iter();
    let by_rules = fs::read_dir(samples().join("规则集")).unwrap().map(|entry| entry.unwrap().path());
    for township in townships.chain(by_rules).filter(|path| path.is_dir()) {
        let out = root.path().join(township.file_name().unwrap());
        let run = jifen(root.path(), &["tally", township.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        assert!(!run.stderr.contains("F301"), "{}", run.stderr);
        let list = out.join("清单");
        jifen(root.path(), &["check", township.to_str().unwrap(), "--reading-list", "--out", list.to_str().unwrap()]);
        for name in ["汇总.xlsx", "结果.json", "说明.txt", "清单/读取清单.xlsx"] {
            assert_eq!(leaks_in(&fs::read(out.join(name)).unwrap()).unwrap(), [], "{} {name}", township.display());
            looked_at += 1;
        }
    }
    assert!(looked_at >= 24, "{looked_at}");
    for (path, bytes) in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")) {
        if path.ends_with(".xlsx") {
            assert_eq!(leaks_in(&bytes).unwrap(), [], "{path}");
        }
    }
}
