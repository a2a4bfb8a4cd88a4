//! An archive's inputs and rules give its result again: the same 结果.json, byte for byte, wherever the archive lies.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/container.rs"]
mod container;
#[path = "support/folders.rs"]
mod folders;
#[path = "support/old_excel.rs"]
mod old_excel;
#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::{Path, PathBuf};

use jifen::pipeline::archive::Archived;
use jifen::pipeline::{NoProgress, run};
use jifen::render::json::json;
use jifen::workbook::worker;

use folders::{files_below, write_below};
use old_excel::{Held, Sheet, workbook};
use program::{jifen, samples};
use small_branch::{write, write_sheets};

/// Archives, moves the archive to a place of its own, and gives the archived result and what comes out of it today.
#[track_caller]
fn archived_and_again(folder: &Path, arguments: &[&str]) -> (String, String) {
    let out = tempfile::tempdir().unwrap();
    again(&archived(folder, arguments, out.path()))
}

/// Archives, and moves the archive to a place of its own, away from all that lay beside it.
#[track_caller]
fn archived(folder: &Path, arguments: &[&str], out: &Path) -> PathBuf {
    let target = out.join("归档");
    let target = target.to_str().unwrap();
    let always = ["--out", target, "--provisional", "--reason", "试验"];
    let run = jifen(folder, &[&["archive"], arguments, &always].concat());
    assert!(matches!(run.code, Some(0 | 1)), "{}{}", run.stdout, run.stderr);
    let bag = bag_in(Path::new(target));
    let moved = out.join("多年以后");
    fs::rename(bag, &moved).unwrap();
    moved
}

#[track_caller]
fn again(bag: &Path) -> (String, String) {
    worker::use_program(env!("CARGO_BIN_EXE_jifen").into());
    let archived = Archived::open(bag).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let kept = fs::read_to_string(archived.opened.location(&archived.record.result)).unwrap();
    let outcome = run(&archived.options(), &NoProgress).unwrap_or_else(|error| panic!("{error}"));
    (kept, String::from_utf8(json(&outcome.result).unwrap()).unwrap())
}

/// The bag of the records; the publishable one has no record of the run.
#[track_caller]
fn bag_in(folder: &Path) -> PathBuf {
    let mut bags = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    bags.find(|bag| bag.join("data/其他/运行记录.json").is_file()).unwrap()
}

/// The first line in which two texts differ.
#[track_caller]
fn assert_same((kept, now): (String, String)) {
    let place = kept.lines().zip(now.lines()).position(|(one, other)| one != other);
    if let Some(place) = place {
        let around = |text: &str| text.lines().skip(place.saturating_sub(8)).take(16).collect::<Vec<_>>().join("\n");
        panic!("line {}:\n{}\n----\n{}", place + 1, around(&kept), around(&now));
    }
    assert_eq!(kept, now);
}

/// Lines of two branches: one stated wrongly, one that waits for a meeting.
const LINES: [&str; 4] = [
    "1 | 2025-01-12 | 王伟 | J04 | 1 | | | 清理河道 | | ",
    "2 | 2025-02-08 | 李秀英 | J04 | 1 | | 9 | 打扫广场 | | ",
    "3 | 2025-06-01 | 赵敏 | Z02 | 1 | | 2 | 调解纠纷 | 王伟 | ",
    "4 | 2025-09-02 | 赵敏 | J04 | 2 | | | 义务植树 | | ",
];

/// A folder 报表 with a branch.
fn small() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    write(&root.path().join("报表/东河村.xlsx"), &LINES);
    root
}

/// A copy of a sample township, to be changed.
fn copy_of(sample: &str, folder: &Path) {
    write_below(folder, &files_below(&samples().join(sample)));
}

fn put(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The result of a year before, in a folder.
fn year_before(root: &Path, folder: &str) {
    let lines = LINES.map(|line| line.replace("2025-", "2024-"));
    write(&root.join("去年的表/东河村.xlsx"), &lines);
    jifen(root, &["tally", "去年的表", "--period", "2024", "--out", folder]);
    assert!(root.join(folder).join("结果.json").is_file());
}

#[test]
fn the_sample_townships_come_out_again() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["清河镇", "柳林乡"] {
        assert_same(archived_and_again(folder.path(), &[samples().join(name).to_str().unwrap()]));
    }
}

#[test]
fn every_rulebook_comes_out_again() {
    let folder = tempfile::tempdir().unwrap();
    for sample in fs::read_dir(samples().join("规则集")).unwrap() {
        assert_same(archived_and_again(folder.path(), &[sample.unwrap().path().to_str().unwrap()]));
    }
}

#[test]
fn several_rule_sets_come_out_again_from_the_texts_in_the_archive() {
    let root = tempfile::tempdir().unwrap();
    for (sample, file) in [
        ("清河镇", "东河村.xlsx"),
        ("规则集/企业党员量化积分办法", "东河厂.xlsx"),
        ("规则集/机关党员三清单积分办法", "党政办.xlsx"),
        ("规则集/机关党员三清单积分办法", "上年档案.xlsx"),
    ] {
        let from = fs::read(samples().join(sample).join(file)).unwrap();
        put(&root.path().join("报表").join(file), from);
    }
    let own = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/company-weighted.toml")).unwrap();
    put(&root.path().join("办法/本厂.toml"), own.replacen("id = \"company-weighted\"", "id = \"our-works\"", 1));
    let profile = "rules = \"township-stars\"\nperiod = \"2025\"\nprogramme_start = 2023\nprevious = \"上年档案.xlsx\"\n\
                   [[branch]]\nname = \"东河厂党支部\"\nrules = \"../办法/本厂.toml\"\n\
                   [[branch]]\nname = \"党政办党支部\"\nrules = \"agency-lists\"\n";
    put(&root.path().join("报表/jifen.toml"), profile);
    let out = tempfile::tempdir().unwrap();
    let bag = archived(root.path(), &["报表"], out.path());
    for id in ["township-stars", "our-works", "agency-lists"] {
        assert!(bag.join(format!("data/其他/规则集/{id}.toml")).is_file(), "{id}");
    }
    let opened = Archived::open(&bag).unwrap();
    assert_eq!(opened.rules_of("东河厂党支部").unwrap().id, "our-works");
    assert_eq!(opened.rules_of("东河村党支部").unwrap().id, "township-stars");
    assert!(opened.rules_of("没有这个支部").is_none());
    assert_same(again(&bag));
}

#[test]
fn all_papers_go_with_it_wherever_they_lie() {
    let root = small();
    let at = |path: &str| root.path().join(path);
    let waiver = "[[waive]]\nbranch = \"东河村党支部\"\nname = \"李秀英\"\ncode = \"E304\"\nitem = \"J04\"\n\
                  date = \"2025-02-08\"\ntreatment = \"不计分\"\nreason = \"当年按旧标准写的\"\nby = \"支部党员大会\"\n\
                  on = \"2026-01-10\"\n";
    let objection =
        "[[objection]]\nbranch = \"东河村党支部\"\nname = \"王伟\"\nmatter = \"少记了一次\"\nraised = \"2026-01-08\"\n";
    let decision = "[[decision]]\nbranch = \"东河村党支部\"\nname = \"王伟\"\ngrade = \"五星\"\noutcome = \"授予\"\n\
                    date = 2026-01-05\nreason = \"会议同意\"\n";
    put(&at("报表/豁免.toml"), waiver);
    put(&at("报表/片区/异议.toml"), objection);
    put(&at("别处/开会.toml"), decision);
    put(&at("报表/决定.toml"), decision);
    put(&at("别处/放假.csv"), "日期,说明\n2026-01-15,休息\n");
    let units = ["支部 | 人数", "东河村党支部 | 3", "西河村党支部 | 4"];
    write_sheets(&at("别处/支部名单.xlsx"), &[("组织", "支部名单", &units)]);
    let shown = ["支部 | 公示开始 | 公示结束 | 异议数", "东河村党支部 | 2026-01-12 | 2026-01-18 | 0"];
    write_sheets(&at("报表/登记/公示情况.xlsx"), &[("公示登记", "公示登记", &shown)]);
    let profile = "township = \"清河镇\"\nperiod = \"2025\"\norganisation = \"../别处/支部名单.xlsx\"\n\
                   [publicity]\nstart = \"2026-01-12\"\nholidays = \"../别处/放假.csv\"\nregister = \"登记/公示情况.xlsx\"\n";
    put(&at("报表/jifen.toml"), profile);
    for more in [&[][..], &["--decisions", "别处/开会.toml"], &["--publish=2026-01-13", "--mask", "name", "--strict"]]
    {
        assert_same(archived_and_again(root.path(), &[&["报表"], more].concat()));
    }
}

#[test]
fn the_years_before_go_with_it() {
    let root = small();
    year_before(root.path(), "2024年");
    let year = root.path().join("2024年/结果.json");
    put(&root.path().join("报表/往年/2024年/结果.json"), fs::read(&year).unwrap());
    for previous in [
        &["2024年"][..],
        &["2024年/结果.json"],
        &["报表/往年"],
        &["没有这一年"],
        &["没有.json", "空的", "去年.xlsx"],
        &["2024年", "报表/往年"],
    ] {
        fs::create_dir_all(root.path().join("空的")).unwrap();
        let flags: Vec<&str> = previous.iter().flat_map(|path| ["--previous", path]).collect();
        assert_same(archived_and_again(root.path(), &[&["报表", "--period", "2025"], &flags[..]].concat()));
    }
    put(&root.path().join("报表/jifen.toml"), "previous = [\"../2024年\", \"../没有这一年\"]\nperiod = 2025\n");
    assert_same(archived_and_again(root.path(), &["报表"]));
    // An archive of the year before: its result.
    let out = tempfile::tempdir().unwrap();
    let before = archived(root.path(), &["去年的表", "--period", "2024"], out.path());
    let before = before.to_str().unwrap();
    assert_same(archived_and_again(root.path(), &["报表", "--previous", before]));
}

#[test]
fn only_the_result_of_a_year_before_is_kept_not_its_folder() {
    let root = small();
    year_before(root.path(), "报表/2024年");
    let out = tempfile::tempdir().unwrap();
    let bag = archived(root.path(), &["报表", "--previous", "报表/2024年", "--period", "2025"], out.path());
    let kept: Vec<String> = files_below(&bag.join("data/电子档案/2025/收到的材料")).into_keys().collect();
    assert_eq!(kept, ["2024年/结果.json", "东河村.xlsx"]);
    assert_same(again(&bag));
}

#[test]
fn files_and_folders_from_anywhere_come_out_again() {
    let root = small();
    let at = |path: &str| root.path().join(path);
    write(&at("西片/西河村.xlsx"), &LINES[..2]);
    put(&at("西片/豁免.toml"), "");
    fs::create_dir_all(at("空的")).unwrap();
    fs::copy(at("报表/东河村.xlsx"), at("报表/东河村 - 副本.xlsx")).unwrap();
    put(&at("报表/坏了.xlsx"), "PK\u{3}\u{4}no");
    put(&at("报表/~$东河村.xlsx"), "open");
    put(&at("报表/.隐藏.xlsx"), "hidden");
    let rows = "姓名,项目编号,日期\n王伟,J04,2025-03-01\n";
    put(&at("西片/西河村补报.csv"), rows);
    for paths in [
        &["报表/东河村.xlsx"][..],
        &["报表/东河村.xlsx", "西片/西河村.xlsx"],
        &["西片", "报表"],
        &["报表", "空的"],
        &["西片/西河村.xlsx", "报表", "./报表/../西片"],
    ] {
        assert_same(archived_and_again(root.path(), &[paths, &["--period", "2025"]].concat()));
    }
}

#[test]
fn flags_and_a_profile_from_elsewhere_come_out_again() {
    let root = tempfile::tempdir().unwrap();
    copy_of("柳林乡", &root.path().join("报表"));
    let profile = fs::read_to_string(root.path().join("报表/jifen.toml")).unwrap();
    put(&root.path().join("设定/本镇.toml"), profile.replace("柳林乡", "柳林镇"));
    for more in [
        &["--profile", "设定/本镇.toml"][..],
        &["--programme-start", "2023", "--date", "2025-11-30", "--quota-scope", "township"],
        &["--period", "2025H1", "--series", "month"],
        &["--rules", "village-vanguard"],
    ] {
        assert_same(archived_and_again(root.path(), &[&["报表"], more].concat()));
    }
}

#[test]
fn closed_periods_are_compared_again() {
    let root = tempfile::tempdir().unwrap();
    let book = root.path().join("报表/东河村.xlsx");
    let fine = ["1 | 2025-01-12 | 王伟 | J04 | 1 | | | 清理河道 | | "];
    write(&book, &fine);
    jifen(root.path(), &["tally", "报表", "--period", "2025Q1", "--close"]).ends_with(0);
    assert!(root.path().join("报表/结账/2025Q1.json").is_file());
    write(&book, &["1 | 2025-01-13 | 王伟 | J04 | 2 | | | 清理河道 | | "]);
    assert_same(archived_and_again(root.path(), &["报表", "--period", "2025"]));
    fs::rename(root.path().join("报表/结账"), root.path().join("存着")).unwrap();
    assert_same(archived_and_again(root.path(), &["报表", "--period", "2025", "--closed", "存着"]));
}

#[test]
fn other_formats_and_decisions_in_a_branchs_workbook_come_out_again() {
    let root = small();
    let text = |row: u16, cells: &[&'static str]| -> Vec<(u16, u16, Held<'static>)> {
        cells.iter().zip(0..).map(|(cell, col)| (row, col, Held::Text(cell))).collect()
    };
    let cells = [
        text(0, &["北岭村党支部2025年积分登记"]),
        text(1, &["日期", "姓名", "项目编号", "次数", "事由"]),
        text(2, &["2025-03-01", "周强", "J04", "1", "护林"]),
    ]
    .concat();
    let people =
        [text(0, &["北岭村党支部2025年花名册"]), text(1, &["姓名", "党员类别"]), text(2, &["周强", "正式党员"])];
    let sheets = [
        Sheet { name: "积分登记", cells, ..Sheet::default() },
        Sheet { name: "花名册", cells: people.concat(), ..Sheet::default() },
    ];
    put(&root.path().join("报表/北岭村.xls"), workbook(&sheets, false));
    put(&root.path().join("报表/北岭村（补）.et"), workbook(&sheets[..1], false));
    let decided =
        ["支部 | 姓名 | 等次 | 结果 | 日期 | 理由", "东河村党支部 | 王伟 | 五星 | 授予 | 2026-01-05 | 会议同意"];
    let roster = ["姓名 | 党员类别", "钱多多 | 正式党员"];
    write_sheets(
        &root.path().join("报表/南坪村.xlsx"),
        &[("花名册", "南坪村党支部花名册", &roster), ("决定", "党员大会决定", &decided)],
    );
    assert_same(archived_and_again(root.path(), &["报表", "--period", "2025"]));
    assert_same(archived_and_again(root.path(), &["报表", "--period", "2025", "--decisions", "报表/南坪村.xlsx"]));
}

/// Whatever was given and not read, however it was said: the package that `archive` writes is one that `verify` passes.
#[test]
fn what_could_not_be_read_does_not_keep_a_package_from_verifying() {
    let root = small();
    let at = |path: &str| root.path().join(path);
    put(&at("报表/~$东河村.xlsx"), "open");
    put(&at("西片/~$西河村.xlsx"), "open");
    put(&at("去年的包/bagit.txt"), "BagIt-Version: 1.0\n");
    fs::create_dir_all(at("空的")).unwrap();
    fs::create_dir_all(at("很大")).unwrap();
    fs::File::create(at("很大/大.xlsx")).unwrap().set_len(200_000_001).unwrap();
    for given in [
        &["报表/东河村.xlsx", "报表/~$东河村.xlsx"][..],
        &["报表/东河村.xlsx", "西片/~$西河村.xlsx", "很大/大.xlsx"],
        &["报表", "很大"],
        &["报表", "--previous", "空的", "--previous", "去年的包"],
    ] {
        assert_verifies(root.path(), &[given, &["--period", "2025"]].concat());
    }
}

#[test]
fn a_private_number_in_a_cell_or_in_the_name_of_a_file_is_masked_and_stops_nothing() {
    let root = tempfile::tempdir().unwrap();
    let lines = LINES.map(|line| line.replace("J04 | 2 |  |", "J04 | 2 | 13800000000 |"));
    write(&root.path().join("报表/东河村13800000000.xlsx"), &lines);
    let bag = assert_verifies(root.path(), &["报表", "--period", "2025", "--books", "member"]);
    let table = fs::read_to_string(bag.path().join("多年以后/data/电子档案/2025/数据表/登记.csv")).unwrap();
    assert!(table.contains("138******00") && !table.contains("13800000000"), "{table}");
    let list = fs::read_to_string(bag.path().join("多年以后/data/文件目录.XML")).unwrap();
    assert!(list.contains("138******00") && !list.contains("13800000000"), "{list}");
    let record = fs::read_to_string(bag.path().join("多年以后/data/其他/运行记录.json")).unwrap();
    assert!(record.contains("\"books\": \"member\""), "{record}");
}

#[track_caller]
fn assert_verifies(folder: &Path, arguments: &[&str]) -> tempfile::TempDir {
    let out = tempfile::tempdir().unwrap();
    let bag = archived(folder, arguments, out.path());
    let run = jifen(folder, &["verify", bag.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{arguments:?}\n{}{}", run.stdout, run.stderr);
    out
}
