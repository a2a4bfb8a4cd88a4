//! `samples/规则集/`: a sample of each rulebook beside that of `township-stars`, from `tests/conformance/<rule set>/sample/`.
//!
//! Its authors wrote the workbooks as text and reckoned them with a script of their own, without a look at the program. Here
//! the texts become workbooks; the figures stay as they are.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::texts::{self, Cell, Kind, excel, notation};

/// The folder below `samples/`.
pub const FOLDER: &str = "规则集";

/// What the program has to make of it, reckoned by others.
const EXPECTED: &str = "应得.json";

/// The rule sets, and what their samples hold, in words.
const SAMPLES: [(&str, &str); 4] = [
    (
        "village-vanguard",
        "三个村各一年，每月前十名、后三名和季度名单齐全，道德模范当年没有评选。名额：东河村九十分以上的有九名、名额七名，一名被一票否决；\
         南坡村三名之后三人同分争两名，待定；西河村正好二十名党员，年度后十名。错误：花名册没有的人、没有这一天的日期、两户写在一行、分值不符、没有写级别、\
         重名没有编号、出勤和测评里写错的格。提醒：上年的登记、补记、没有名目的荣誉。",
    ),
    (
        "company-weighted",
        "三个支部、四个季度：基础、业绩、奖励三块按权重相加，取四季平均。优秀名额五名，前四名明确，后两名样样相同，待定；另有违纪不能评优的、\
         奖励不到六十分的、低分季度有人帮扶和没有人帮扶的、年内来去的。公示有跨节假日的、没有满五个工作日的、有异议的。错误：考核表缺人和重复、\
         出勤栏没有日期、自动算的项目被登记、日期和编号写错等。",
    ),
    (
        "agency-lists",
        "两级机关的三个支部，上下半年各算一次：党政办四人之后三人同分争一个名额，待定；农业服务中心的评议票作废，全支部没有评议等次；财政所有评议票写错的。\
         另有跨支部调动、同名、预备党员、党纪处分否决、两年不合格（看上一年度档案）。错误：项目名称和编号不符、没有这个级别、分值不符、日期没有等。",
    ),
    (
        "classified-members",
        "五类党员，各有各的满分和免项，年内换类别的按月数加权；评价人打分五人以上去掉最高最低；名额按类别在全镇评。\
         老龄类两人同分争一名，待定。连续六个月不参加组织生活、不交党费、不承担任务的有跨年度的，接上一年度档案。\
         错误：出勤、党费里没有的记号和空格、评价人重复、评价分超过范围、类别变动与花名册不符、转出以后的登记等。",
    ),
];

/// One sample as it is written.
pub struct Sample {
    /// The rule set.
    id: &'static str,
    /// Its title: the folder.
    pub title: String,
    /// What is planted, in words.
    about: &'static str,
    /// The files by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// All samples, in the order of the rulebooks.
pub fn all() -> Result<Vec<Sample>, Box<dyn Error>> {
    SAMPLES.into_iter().map(|(id, about)| sample(id, about)).collect()
}

fn sample(id: &'static str, about: &'static str) -> Result<Sample, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = fs::read_to_string(root.join("rules").join(id).with_extension("toml"))?;
    let title = rules.lines().find_map(|line| line.strip_prefix("title = ")).ok_or("a rule set has a title")?;
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(root.join("tests/conformance").join(id).join("sample"))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a name")?;
        let text = fs::read_to_string(&path)?;
        match name.strip_suffix(".txt") {
            Some(stem) => files.insert(format!("{stem}.xlsx"), workbook(&text)?),
            None if name == "expected.json" => files.insert(EXPECTED.to_owned(), text.into()),
            None => files.insert(name.to_owned(), profile(&text).into()),
        };
    }
    Ok(Sample { id, title: title.trim_matches('"').to_owned(), about, files })
}

/// The profile names the archive as the workbook that is made of it; the authors' remarks stay in their folder.
fn profile(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.replace(".txt\"", ".xlsx\"") + "\n").collect()
}

/// A workbook as a branch would hand it in: what the text says, with ruled cells and columns wide enough to read.
fn workbook(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let sheets = notation::sheets(text)?;
    let mut book = excel::book(&sheets)?;
    for (worksheet, sheet) in book.worksheets_mut().iter_mut().zip(&sheets) {
        dress(worksheet, sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn dress(worksheet: &mut Worksheet, sheet: &texts::Sheet) -> Result<(), XlsxError> {
    let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
    for (row, line) in (0..).zip(&sheet.rows) {
        // A row of one cell is a title, and wider than any column.
        let is_title = line.cells.iter().filter(|cell| cell.kind != Kind::Empty).count() < 2;
        for (column, cell) in (0..).zip(&line.cells) {
            let format = match cell.number_format() {
                Some(format) => Format::new().set_num_format(format),
                None => Format::new(),
            };
            if is_title {
                worksheet.set_cell_format(row, column, &format.set_bold().set_font_size(14))?;
                continue;
            }
            let format = format.set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
            worksheet.set_cell_format(row, column, &format)?;
            let width = widths.entry(column).or_default();
            *width = shown(cell).min(40).max(*width);
        }
    }
    for (column, width) in widths {
        worksheet.set_column_width(column, u16::try_from(width + 2).unwrap())?;
    }
    worksheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How wide a cell shows.
fn shown(cell: &Cell) -> usize {
    match &cell.kind {
        Kind::Text(text) | Kind::Number(text) | Kind::Error(text) => text.width(),
        Kind::Date(_) => "2025-01-01".len(),
        _ => 0,
    }
}

/// Their section of `samples/README.md`.
pub fn readme(samples: &[Sample]) -> Result<String, Box<dyn Error>> {
    let mut text = HEAD.to_owned();
    for Sample { id, title, about, files } in samples {
        let expected: Value = serde_json::from_slice(files.get(EXPECTED).ok_or("an expected result")?)?;
        let size = |key: &str| expected.get(key).map_or(0, |value| value.as_array().map_or(0, Vec::len));
        let members = expected["members"].as_object().map_or(0, serde_json::Map::len);
        text.push_str(&format!(
            "\n### {title}（`{id}`）\n\n```sh\njifen tally samples/{FOLDER}/{title}\n```\n\n{about}\n\n"
        ));
        let warnings = match size("warnings") {
            0 => String::new(),
            count => format!("，{count} 处提醒"),
        };
        text.push_str(&format!(
            "应得：{members} 名党员，{} 处错误{warnings}，退出码 {}。",
            size("errors"),
            expected["exit"]
        ));
        text.push_str(
            "名额：\n\n| 范围 | 等次 | 党员总数 | 名额 | 够条件 | 授予 | 待定 |\n|---|---|---|---|---|---|---|\n",
        );
        for quota in expected["quotas"].as_array().into_iter().flatten() {
            let names = |key: &str| {
                let names: Vec<&str> = quota[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                names.join("、")
            };
            let cell = |key: &str| quota[key].as_str().map_or_else(|| quota[key].to_string(), str::to_owned);
            let cells = ["scope", "level", "counted", "limit", "candidates"].map(cell).join(" | ");
            text.push_str(&format!("| {cells} | {} | {} |\n", names("awarded"), names("contested")));
        }
    }
    Ok(text)
}

const HEAD: &str = "
## 规则集

`规则集/` 里是另外四个内置办法各一份样例（`township-stars` 的是 `清河镇/`、`柳林乡/`）：一个虚构乡镇（公司）一整年的工作簿、`jifen.toml`、
要看上一年的还有上年档案。`应得.json` 是应当得出的结果，由没有看过程序的人照办法另写程序算出，写法见 `tests/conformance/README.md`；
工作簿由 `tests/conformance/<规则集>/sample/` 的文本写成，测试 `conformance` 每次都逐项核对。里面都埋了错误和并列，所以退出码是 1，结果是试算。
";
