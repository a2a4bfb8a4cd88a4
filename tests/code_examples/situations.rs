//! What no single workbook shows: two files, an option of the run, a file that changes.

use std::fs;
use std::path::{Path, PathBuf};

use jifen::model::Diagnostic;
use jifen::pipeline::{NoProgress, Options, Outcome, run, township_files};
use jifen::rules::lint::{Asked, FailedTest, Lint, completed, lint};
use jifen::rules::load;

use crate::drawn::{of_sheets, workbook};
use crate::old_excel::upside_down;
use crate::package::edited;
use crate::sent;

/// Makes a situation in an empty folder, and says what the program finds there.
type Made = fn(&Path) -> Vec<Diagnostic>;

/// What an [`Example::Told`](jifen::model::Example::Told) of a code tells.
pub struct Situation {
    pub code: &'static str,
    /// Where the bad example is told.
    pub bad: Option<Made>,
    /// Where the good example is told.
    pub good: Option<Made>,
}

/// A situation of which both examples are told.
pub const fn told(code: &'static str, bad: Made, good: Made) -> Situation {
    Situation { code, bad: Some(bad), good: Some(good) }
}

const fn good_told(code: &'static str, good: Made) -> Situation {
    Situation { code, bad: None, good: Some(good) }
}

pub const SITUATIONS: &[Situation] = &[
    told("R802", |_| of_test(&["应得 81，算出 80。"]), |_| of_test(&[])),
    good_told("F101", |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE))])),
    good_told("F102", |folder| found_of(folder, &[("东河村.xlsx", locked_cells())])),
    good_told("F103", |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE))])),
    told("F104", too_large, |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE))])),
    told("F105", cut_sheet, |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE))])),
    told("F106", changed_meanwhile, left_alone),
    told(
        "F107",
        |folder| found_of(folder, &[("东河村.xls", upside_down())]),
        |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE))]),
    ),
    told(
        "F201",
        |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE)), ("~$东河村.xlsx", b"WPS".to_vec())]),
        |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE))]),
    ),
    told(
        "F202",
        |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE)), ("东河村（副本）.xlsx", workbook(ONE))]),
        |folder| found_of(folder, &[("东河村.xlsx", workbook(ONE))]),
    ),
    told("F301", |folder| held_of(folder, "13800000000清河镇"), |folder| held_of(folder, "清河镇")),
    told(
        "L109",
        |folder| found_of(folder, &[("东河村.xlsx", with_hidden_row())]),
        |folder| found_of(folder, &[("东河村.xlsx", with_line("2025-03-08", "王秀兰"))]),
    ),
    told(
        "L107",
        |folder| {
            found_of(
                folder,
                &[
                    ("东河村.xlsx", with_line("2025-03-08", "王秀兰")),
                    ("东河村（修改）.xlsx", with_line("2025-03-20", "李建国")),
                ],
            )
        },
        |folder| {
            found_of(
                folder,
                &[
                    ("东河村.xlsx", with_line("2025-03-08", "王秀兰")),
                    ("东河村（下半年）.xlsx", with_line("2025-07-08", "李建国")),
                ],
            )
        },
    ),
    told("L140", |folder| in_a_factory(folder, "S02"), |folder| in_a_factory(folder, "J04")),
    Situation { code: "L128", bad: Some(sent::without_roster), good: None },
    told(
        "M104",
        |folder| {
            found_of(folder, &[("东河村.xlsx", listing("东河村", "", "")), ("西河村.xlsx", listing("西河村", "", ""))])
        },
        |folder| {
            let (from, to) = (listing("东河村", "", "2025-06-01"), listing("西河村", "2025-06-01", ""));
            found_of(folder, &[("东河村.xlsx", from), ("西河村.xlsx", to)])
        },
    ),
    told(
        "P301",
        |folder| waived(folder, "3", "E304", "J04", "", FULL),
        |folder| waived(folder, "5", "E304", "J04", "", FULL),
    ),
    told(
        "P302",
        |folder| waived(folder, "5", "E304", "J04", "", ""),
        |folder| waived(folder, "5", "E304", "J04", "", FULL),
    ),
    told(
        "P303",
        |folder| waived(folder, "", "E301", "Z05", "计分", FULL),
        |folder| waived(folder, "", "E301", "Z05", "不计分", FULL),
    ),
    told(
        "P501",
        |folder| objected(folder, "孙悦", REJECTED, "2025-05-12"),
        |folder| objected(folder, "王伟", REJECTED, "2025-05-12"),
    ),
    told(
        "P502",
        |folder| objected(folder, "王伟", "result = \"不成立\"\nsettled = \"2026-01-12\"", "2025-05-12"),
        |folder| objected(folder, "王伟", REJECTED, "2025-05-12"),
    ),
    told(
        "P503",
        |folder| objected(folder, "王伟", &REJECTED.replace("01-12", "01-02"), "2025-05-12"),
        |folder| objected(folder, "王伟", REJECTED, "2025-05-12"),
    ),
    told(
        "P504",
        |folder| objected(folder, "王伟", "", "2025-05-12"),
        |folder| objected(folder, "王伟", REJECTED, "2025-05-12"),
    ),
    told(
        "P505",
        |folder| objected(folder, "王伟", &REJECTED.replace("不成立", "成立"), "2025-05-12"),
        |folder| objected(folder, "王伟", REJECTED, "2025-05-12"),
    ),
    told(
        "P506",
        |folder| objected(folder, "王伟", REJECTED, "2024-05-12"),
        |folder| objected(folder, "王伟", REJECTED, "2025-05-12"),
    ),
    told(
        "P401",
        |folder| looked_into(folder, "2025-05-12", "不实"),
        |folder| looked_into(folder, "2025-05-12", "属实"),
    ),
    told(
        "P402",
        |folder| looked_into(folder, "2025-05-12", "存疑"),
        |folder| looked_into(folder, "2025-05-12", "属实"),
    ),
    told(
        "P403",
        |folder| looked_into(folder, "2025-05-21", "属实"),
        |folder| looked_into(folder, "2025-05-12", "属实"),
    ),
    told("P404", |folder| looked_into(folder, "2025-05-12", ""), |folder| looked_into(folder, "2025-05-12", "属实")),
    told(
        "P601",
        |folder| closed(folder, &format!("{FEBRUARY}{MARCH}3|2025-02-20|李秀英|J04||1|||看望老人||\n"), ""),
        |folder| closed(folder, &format!("{FEBRUARY}{MARCH}{APRIL}"), ""),
    ),
    told(
        "P602",
        |folder| closed(folder, &format!("{}{MARCH}", FEBRUARY.replace("J04||1", "J04||2")), ""),
        |folder| closed(folder, &format!("{FEBRUARY}{MARCH}{APRIL}"), ""),
    ),
    told(
        "P603",
        |folder| closed(folder, FEBRUARY, ""),
        |folder| closed(folder, &format!("{FEBRUARY}{MARCH}{APRIL}"), ""),
    ),
    told(
        "P604",
        |folder| closed(folder, &format!("{FEBRUARY}{MARCH}"), "\n# 又改了一次\n"),
        |folder| closed(folder, &format!("{FEBRUARY}{MARCH}{APRIL}"), ""),
    ),
    told("L114", |folder| village(folder, &ATTENDED.replace("3|张敏|√|√\n", "")), |folder| village(folder, ATTENDED)),
    told(
        "V301",
        |folder| village(folder, &ATTENDED.replace("2025-06-20|", "座谈会|")),
        |folder| village(folder, ATTENDED),
    ),
    told(
        "V302",
        |folder| village(folder, &ATTENDED.replace("李秀英|√|×", "李秀英||×")),
        |folder| village(folder, ATTENDED),
    ),
    told(
        "V303",
        |folder| village(folder, &ATTENDED.replace("李秀英|√", "李秀英|★")),
        |folder| village(folder, ATTENDED),
    ),
    told("V304", |folder| village(folder, &ATTENDED.replace("|90", "|105")), |folder| village(folder, ATTENDED)),
    told("V305", |folder| company(folder, "1.05"), |folder| company(folder, "105")),
    told(
        "V306",
        |folder| village(folder, &ATTENDED.replace("3|张敏|√|√", "3|张敏|√|√\n4|张敏|√|×")),
        |folder| village(folder, ATTENDED),
    ),
    told(
        "V307",
        |folder| village(folder, &ATTENDED.replace("2025-03-20", "2024-12-20")),
        |folder| village(folder, ATTENDED),
    ),
    told("V308", |folder| company_under(folder, "主题党日"), |folder| company_under(folder, "学习")),
    told("S109", |folder| two_branches(folder, 5), |folder| two_branches(folder, 1)),
    told(
        "S110",
        |folder| meetings(folder, "1|2025-06-20|王伟|J02|组织生活|1|无故缺席||党员大会"),
        |folder| meetings(folder, ""),
    ),
    told("L120", |folder| pinning(folder, "条目"), |folder| pinning(folder, "哪一项")),
    told(
        "L121",
        |folder| beside_archive(folder, "# 花名册\n序号|姓名|性别|出生年月\n1|王伟|男|1980-05\n"),
        |folder| beside_archive(folder, ARCHIVE),
    ),
    told(
        "L122",
        |folder| beside_archive(folder, &ARCHIVE.replace("2024", "2023")),
        |folder| beside_archive(folder, ARCHIVE),
    ),
    told("L123", |folder| sent::of_year(folder, 2024), |folder| sent::of_year(folder, 2025)),
    told("L124", |folder| sent::of_township(folder, "柳林乡"), |folder| sent::of_township(folder, "清河镇")),
    told(
        "L125",
        |folder| sent::of_branch(folder, "东河村党支部", true),
        |folder| sent::of_branch(folder, "西河村党支部", false),
    ),
    told("L126", |folder| sent::of_kind(folder, true), |folder| sent::of_kind(folder, false)),
    told("M109", |folder| expecting(folder, 3), |folder| expecting(folder, 2)),
    told(
        "M111",
        |folder| found_of(folder, &[("东河村.xlsx", confirmed("预备"))]),
        |folder| found_of(folder, &[("东河村.xlsx", confirmed("正式"))]),
    ),
    told(
        "E102",
        |folder| after(folder, workbook(&ONE.replace("2025-05-12", "2025-07-01")), Some("2025-06-30")),
        |folder| after(folder, workbook(&ONE.replace("2025-05-12", "2025-07-01")), None),
    ),
    told("A104", |folder| begun(folder, None), |folder| begun(folder, Some(2024))),
];

/// A line without fault.
pub const ONE: &str = "# 积分登记
序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期
1|2025-05-12|王伟|J04|志愿服务|1|||清理河道||
";

/// A ledger with one line without fault.
fn ledger_of(name: &str) -> String {
    ONE.replace("王伟", name)
}

/// Writes the files.
pub fn put(folder: &Path, files: &[(&str, Vec<u8>)]) {
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

/// A run over a folder as a township makes it, in the first year of its programme.
pub fn options(folder: &Path) -> Options {
    Options {
        paths: vec![PathBuf::from(folder)],
        period: Some("2025".to_owned()),
        programme_start: Some(2025),
        ..Options::default()
    }
}

/// What the program finds in these files.
pub fn found_of(folder: &Path, files: &[(&str, Vec<u8>)]) -> Vec<Diagnostic> {
    put(folder, files);
    outcome(&options(folder)).diagnostics
}

/// The files that a township of this name does not get.
fn held_of(folder: &Path, township: &str) -> Vec<Diagnostic> {
    put(folder, &[("东河村.xlsx", workbook(ONE)), ("jifen.toml", format!("township = \"{township}\"\n").into_bytes())]);
    let (files, _) = township_files(&outcome(&options(folder))).unwrap();
    files.held().to_vec()
}

/// Two branches whose ledgers say the same in so many lines, under other names.
fn two_branches(folder: &Path, same: usize) -> Vec<Diagnostic> {
    let matters = ["义务植树", "清理河道", "看望老人", "打扫广场", "宣传防火"];
    let book = |village: &str, people: [&str; 2]| {
        let mut text = format!(
            "# 花名册\n清河镇{village}党支部党员花名册\n序号|姓名|性别|出生年月|入党时间|党员类别\n\
             1|{}|男|1980-03-01|2005-07-01|正式\n2|{}|男|1975-08-16|2001-06-28|正式\n\
             # 积分登记\n清河镇{village}党支部2025年积分登记\n\
             序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期\n",
            people[0], people[1]
        );
        for (at, matter) in matters.iter().enumerate() {
            let own = if at < same { String::new() } else { format!("（{village}）") };
            text += &format!("{0}|2025-0{0}-12|{1}|J04|志愿服务|1|||{matter}{own}||\n", at + 1, people[at % 2]);
        }
        of_sheets(&text)
    };
    let files = [("东河村.xlsx", book("东河村", ["王伟", "李强"])), ("西河村.xlsx", book("西河村", ["陈刚", "赵勇"]))];
    found_of(folder, &files)
}

pub fn outcome(options: &Options) -> Outcome {
    run(options, &NoProgress).unwrap_or_else(|error| panic!("{error}"))
}

/// A roster of one whose probation ended in the middle of 2025.
fn confirmed(standing: &str) -> Vec<u8> {
    let roster = format!(
        "# 花名册\n清河镇东河村党支部党员花名册\n序号|姓名|性别|出生年月|入党时间|转正时间|党员类别\n\
         1|李建国|男|1985-11-03|2024-07-01|2025-07-01|{standing}\n"
    );
    of_sheets(&format!("{roster}{}", ledger_of("李建国")))
}

/// Attendance and appraisal as the rule set of a village asks for them, without fault.
const ATTENDED: &str = "# 出勤
清河镇东河村党支部2025年出勤表
序号|姓名|2025-03-20|2025-06-20|备注
1|王伟|√|√
2|李秀英|√|×
3|张敏|√|√
# 测评
序号|姓名|工作队测评|包村领导评分
1|王伟|95|90
2|李秀英|88|86
3|张敏|90|92
";

/// What is found beside a roster under a rule set of this project.
pub fn under(rules: &str, folder: &Path, drawing: &str) -> Vec<Diagnostic> {
    put(folder, &[("东河村.xlsx", workbook(drawing))]);
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join(rules);
    outcome(&Options { rules: Some(rules.display().to_string()), ..options(folder) }).diagnostics
}

fn village(folder: &Path, drawing: &str) -> Vec<Diagnostic> {
    under("tests/rules/village.toml", folder, drawing)
}

/// A rate in the quarterly assessment of a company, which every member has.
fn company(folder: &Path, rate: &str) -> Vec<Diagnostic> {
    company_of(folder, rate, "学习")
}

/// Meetings of two kinds.
fn company_under(folder: &Path, kind: &str) -> Vec<Diagnostic> {
    company_of(folder, "100", kind)
}

fn company_of(folder: &Path, rate: &str, kind: &str) -> Vec<Diagnostic> {
    let row = |name: &str, rate: &str| format!("{name}|2025Q1|90|{rate}|3|3\n");
    let rows = [row("王伟", rate), row("李秀英", "100"), row("张敏", "98.5%")].concat();
    let drawing = format!(
        "# 出勤\n序号|姓名|2025-03-20|2025-03-21\n||学习|{kind}\n1|王伟|√|√\n2|李秀英|√|√\n3|张敏|√|√\n\
         # 考核\n姓名|季度|考试成绩|完成率|承诺件数|兑现件数\n{rows}"
    );
    under("tests/rules/company.toml", folder, &drawing)
}

/// An absence in the attendance table, and a line of the ledger.
fn meetings(folder: &Path, line: &str) -> Vec<Diagnostic> {
    let drawing = format!(
        "# 出勤\n序号|姓名|2025-06-20\n1|王伟|×\n2|李秀英|√\n3|张敏|√\n\
         # 积分登记\n序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由\n{line}\n"
    );
    under("tests/rules/meetings.toml", folder, &drawing)
}

fn after(folder: &Path, file: Vec<u8>, report_date: Option<&str>) -> Vec<Diagnostic> {
    put(folder, &[("东河村.xlsx", file)]);
    let report_date = report_date.map(|date| date.parse().unwrap());
    outcome(&Options { report_date, ..options(folder) }).diagnostics
}

fn begun(folder: &Path, programme_start: Option<i32>) -> Vec<Diagnostic> {
    put(folder, &[("东河村.xlsx", workbook(ONE))]);
    outcome(&Options { programme_start, ..options(folder) }).diagnostics
}

fn expecting(folder: &Path, members: usize) -> Vec<Diagnostic> {
    let profile = format!("[[branch]]\nname = \"东河村党支部\"\nmembers = {members}\n");
    let roster = "# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王秀兰|女|1968-05-12|1995-07-01|正式
2|李建国|男|1972-11-03|2001-07-01|正式
";
    let book = workbook(&format!("{roster}{}", ledger_of("李建国")));
    found_of(folder, &[("jifen.toml", profile.into_bytes()), ("东河村.xlsx", book)])
}

/// A ledger in the branch's own words, and a profile that says what they mean.
fn pinning(folder: &Path, heading: &str) -> Vec<Diagnostic> {
    let profile = format!(
        "[[form]]\nheader = [\"谁\", \"哪天\"]\nlayout = \"ledger\"\n\
         columns = {{ \"谁\" = \"姓名\", \"哪天\" = \"日期\", \"哪一项\" = \"项目编号\", \"{heading}\" = \"项目编号\" }}\n"
    );
    let profile =
        if heading == "哪一项" { profile.replacen(", \"哪一项\" = \"项目编号\"", "", 1) } else { profile };
    let ledger = "# 积分登记
谁|哪天|哪一项|次数|级别|分值|事由|核实人|党员大会通过日期
王伟|2025-03-08|J04|1|||清理村道||
";
    found_of(folder, &[("jifen.toml", profile.into_bytes()), ("东河村.xlsx", workbook(ledger))])
}

const ARCHIVE: &str = "# 上一年度档案
清河镇2024年度档案
支部|姓名|出生年月|等次
东河村党支部|王伟|1980-05|合格
";

/// A line without fault, under rules that look at last year, and a file that is named as last year's archive.
fn beside_archive(folder: &Path, archive: &str) -> Vec<Diagnostic> {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml");
    let table = "\n[[table]]\nid = 'archive'\ntitle = '上一年度档案'\nlayout = 'archive'\narticle = '六'\nmark = '示'\n\
                 [[table.column]]\nid = 'grade'\ntitle = '等次'\nholds = 'text'\nrequired = false\n";
    let rules = fs::read_to_string(built_in).unwrap() + table;
    let profile = "rules = 'rules.toml'\nprevious = '上年档案.xlsx'\n";
    put(folder, &[("rules.toml", rules.into_bytes()), ("jifen.toml", profile.into())]);
    put(folder, &[("上年档案.xlsx", of_sheets(archive)), ("东河村.xlsx", workbook(ONE))]);
    outcome(&Options { rules: None, ..options(folder) }).diagnostics
}

fn locked_cells() -> Vec<u8> {
    let protect =
        |part: &str| part.replace("</sheetData>", "</sheetData><sheetProtection sheet=\"1\" password=\"CC2A\"/>");
    edited(&workbook(ONE), "xl/worksheets/sheet2.xml", protect)
}

fn too_large(folder: &Path) -> Vec<Diagnostic> {
    let swollen = |part: &str| part.replace("<sheetData>", &format!("{}<sheetData>", " ".repeat(20_000_000)));
    found_of(folder, &[("东河村.xlsx", edited(&workbook(ONE), "xl/worksheets/sheet2.xml", swollen))])
}

fn cut_sheet(folder: &Path) -> Vec<Diagnostic> {
    let cut = |part: &str| part.split_once("</row>").unwrap().0.to_owned();
    found_of(folder, &[("东河村.xlsx", edited(&workbook(ONE), "xl/worksheets/sheet2.xml", cut))])
}

fn changed_meanwhile(folder: &Path) -> Vec<Diagnostic> {
    put(folder, &[("东河村.xlsx", workbook(ONE))]);
    let outcome = outcome(&options(folder));
    put(folder, &[("东河村.xlsx", workbook(&ONE.replace("清理河道", "看望老人")))]);
    outcome.originals[0].bytes().err().into_iter().collect()
}

fn left_alone(folder: &Path) -> Vec<Diagnostic> {
    put(folder, &[("东河村.xlsx", workbook(ONE))]);
    outcome(&options(folder)).originals[0].bytes().err().into_iter().collect()
}

/// The workbook of 东河村 with one line of this day.
fn with_line(date: &str, name: &str) -> Vec<u8> {
    of_sheets(&format!(
        "# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王秀兰|女|1968-05-12|1995-07-01|正式
2|李建国|男|1972-11-03|2001-06-28|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期
1|{date}|{name}|J04|志愿服务|1|||清理村道||
"
    ))
}

/// A factory that has the township's rules, where all others have those of a test, with lines of one item.
fn in_a_factory(folder: &Path, item: &str) -> Vec<Diagnostic> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/asking.toml");
    let profile =
        format!("rules = '{}'\n[[branch]]\nname = \"东河厂党支部\"\nrules = \"township-stars\"\n", rules.display());
    let lines = ["03-08", "04-12", "05-20"].map(|day| format!("1|2025-{day}|王秀兰|{item}||1|||{day}清理厂区||\n"));
    let book = of_sheets(&format!(
        "# 花名册\n清河镇东河厂党支部党员花名册\n序号|姓名|性别|出生年月|入党时间|党员类别\n\
         1|王秀兰|女|1968-05-12|1995-07-01|正式\n2|李建国|男|1972-11-03|2001-06-28|正式\n\
         # 积分登记\n清河镇东河厂党支部党员积分登记表\n\
         序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期\n{}",
        lines.concat()
    ));
    put(folder, &[("东河厂.xlsx", book), ("jifen.toml", profile.into_bytes())]);
    // Of a whole folder it would be said as well that the branch is missing.
    outcome(&Options { paths: vec![folder.join("东河厂.xlsx")], ..options(folder) }).diagnostics
}

/// A branch in whose roster 李建国 stands.
fn listing(village: &str, came: &str, left: &str) -> Vec<u8> {
    of_sheets(&format!(
        "# 花名册
清河镇{village}党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别|转入时间|转出时间
1|李建国|男|1972-11-03|2001-06-28|正式|{came}|{left}
2|{village}人|男|1970-01-03|2000-06-28|正式||
{}",
        ledger_of(&format!("{village}人"))
    ))
}

/// The workbook of 东河村, its one line hidden.
fn with_hidden_row() -> Vec<u8> {
    let bytes = with_line("2025-03-08", "王秀兰");
    edited(&bytes, "xl/worksheets/sheet2.xml", |xml| xml.replace("<row r=\"3\"", "<row r=\"3\" hidden=\"1\""))
}

/// What lint says of a rule set whose test came out like this.
fn of_test(says: &[&str]) -> Vec<Diagnostic> {
    let rules =
        load(&completed("[[test]]\ntitle = \"王伟的得分\"\nexpect = { \"王伟\" = { score = \"81\" } }\n")).unwrap();
    let says: Vec<String> = says.iter().map(|says| (*says).to_owned()).collect();
    let failed = (!says.is_empty()).then(|| FailedTest { title: "王伟的得分".to_owned(), says });
    let asked = Asked { failed: failed.into_iter().collect(), ..Asked::default() };
    lint(&rules, &asked).iter().map(Lint::diagnostic).collect()
}

/// Where a meeting's reason and day are written down.
const FULL: &str = "reason = \"会议已核实\"\non = \"2025-12-30\"";

/// A line of 王伟 and a waiver that means it.
fn waived(folder: &Path, stated: &str, code: &str, item: &str, treatment: &str, rest: &str) -> Vec<Diagnostic> {
    let times = if item == "J04" { 2 } else { 1 };
    let line = format!("1|2025-05-12|王伟|{item}||{times}||{stated}|清理河道|李秀英|2025-06-30");
    let treatment = if treatment.is_empty() { "不计分" } else { treatment };
    let waiver = format!(
        "[[waive]]\nbranch = \"东河村党支部\"\nname = \"王伟\"\ncode = \"{code}\"\nitem = \"{item}\"\n\
         date = \"2025-05-12\"\ntreatment = \"{treatment}\"\nby = \"支部党员大会\"\n{rest}\n"
    );
    let sheets = format!(
        "# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王伟|男|1968-05-12|1995-07-01|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期
{line}
"
    );
    found_of(folder, &[("东河村.xlsx", of_sheets(&sheets)), ("豁免.toml", waiver.into_bytes())])
}

/// How an objection was settled.
const REJECTED: &str = "result = \"不成立\"\nsettled = \"2026-01-12\"\nby = \"支部委员会\"\nhow = \"查了派工单\"";

/// A line of 王伟 of 12 May 2025, and an objection to a line of that name and day.
fn objected(folder: &Path, name: &str, settled: &str, date: &str) -> Vec<Diagnostic> {
    let objection = format!(
        "[[objection]]\nbranch = \"东河村党支部\"\nname = \"{name}\"\nitem = \"J04\"\ndate = \"{date}\"\n\
         matter = \"当天没有参加\"\nraised = \"2026-01-08\"\n{settled}\n"
    );
    let sheets = "# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王伟|男|1968-05-12|1995-07-01|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期
1|2025-05-12|王伟|J04||2|||清理河道|李秀英|2025-06-30
";
    found_of(folder, &[("东河村.xlsx", of_sheets(sheets)), ("异议.toml", objection.into_bytes())])
}

/// Two lines of the first quarter, and one of the second.
const FEBRUARY: &str = "1|2025-02-12|王伟|J04||1|||清理河道||\n";
const MARCH: &str = "2|2025-03-08|李秀英|J04||1|||打扫广场||\n";
const APRIL: &str = "3|2025-04-10|王伟|J04||1|||清理河道||\n";

/// A branch whose first quarter was closed with a line in February and one in March; then its lines are these, and the
/// rule set has this more.
fn closed(folder: &Path, lines: &str, more_rules: &str) -> Vec<Diagnostic> {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml");
    let rules = fs::read_to_string(built_in).unwrap();
    let book = |lines: &str| {
        of_sheets(&format!(
            "# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王伟|男|1968-05-12|1995-07-01|正式
2|李秀英|女|1970-03-01|1996-07-01|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期
{lines}"
        ))
    };
    put(folder, &[("rules.toml", rules.clone().into_bytes()), ("jifen.toml", b"rules = 'rules.toml'\n".to_vec())]);
    put(folder, &[("东河村.xlsx", book(&format!("{FEBRUARY}{MARCH}")))]);
    let quarter = outcome(&Options { period: Some("2025Q1".to_owned()), ..options(folder) });
    fs::create_dir(folder.join("结账")).unwrap();
    fs::write(folder.join("结账/2025Q1.json"), serde_json::to_vec(&quarter.result).unwrap()).unwrap();
    put(folder, &[("东河村.xlsx", book(lines)), ("rules.toml", format!("{rules}{more_rules}").into_bytes())]);
    outcome(&Options { closed: Some(Vec::new()), ..options(folder) }).diagnostics
}

/// A line of 王伟, and the check list on which it was drawn when it had the day of 12 May.
fn looked_into(folder: &Path, day: &str, result: &str) -> Vec<Diagnostic> {
    let sheets = format!(
        "# 花名册
清河镇东河村党支部党员花名册
序号|姓名|性别|出生年月|入党时间|党员类别
1|王伟|男|1968-05-12|1995-07-01|正式
# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期
1|{day}|王伟|J04||2|||清理河道|李秀英|2025-06-30
"
    );
    let list = format!(
        "# 东河村党支部
支部|东河村党支部
序号|党员|项目|日期|登记内容|分值|文件|工作表|单元格|问题|为什么多查|核查结果|核查人|核查日期|说明
1|王伟|J04 志愿服务|2025-05-12|次数 2；清理河道|3|东河村.xlsx|积分登记|A3:K3|||{result}|孙明|2026-01-12|看了派工单
"
    );
    put(folder, &[("东河村.xlsx", of_sheets(&sheets)), ("抽查清单.xlsx", of_sheets(&list))]);
    outcome(&Options { audits: vec![folder.join("抽查清单.xlsx")], ..options(folder) }).diagnostics
}
