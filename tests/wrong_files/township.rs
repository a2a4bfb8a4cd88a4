//! A folder of workbooks as branches send them, and what the program says of it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, jifen};
use crate::sheets::{excel::xlsx, notation};

const SURNAMES: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"];
const GIVEN: [&str; 10] = ["志远", "秀英", "建国", "桂芳", "树森", "子轩", "春梅", "德顺", "永福", "冬梅"];

/// A branch's workbook: what its titles say, and who is in it.
#[derive(Clone)]
pub struct Book {
    pub township: &'static str,
    pub branch: &'static str,
    /// The year that the titles name; none where it is empty.
    pub titled: &'static str,
    /// The years of its entries, by turns.
    pub years: Vec<i32>,
    /// The months of its entries, by turns.
    pub months: Vec<u32>,
    /// How many people, and from which one on.
    pub people: std::ops::Range<usize>,
    pub entries: usize,
}

impl Book {
    /// 清河镇's branch of this name in 2025, with eight people whom no branch with another number has.
    pub fn of(branch: &'static str, number: usize) -> Self {
        Self {
            township: "清河镇",
            branch,
            titled: "2025年",
            years: vec![2025],
            months: (1..=12).collect(),
            people: number * 8..number * 8 + 8,
            entries: 24,
        }
    }

    /// Its sheets in the notation of the corpus.
    pub fn drawn(&self) -> String {
        let Self { township, branch, titled, .. } = self;
        let mut text = format!("--- sheet 花名册\n{township}{branch}{titled}党员花名册\n");
        text.push_str("序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别\n");
        for (at, person) in self.people.clone().enumerate() {
            let (year, sex) = (1960 + person % 30, if person % 2 == 0 { "男" } else { "女" });
            writeln!(text, "{} | {} | {sex} | {year}-05-04 | {}-07-01 | 正式", at + 1, name(person), year + 25)
                .unwrap();
        }
        write!(text, "\n--- sheet 积分登记\n{township}{branch}{titled}党员积分登记表\n").unwrap();
        text.push_str("序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期\n");
        for at in 0..self.entries {
            let year = self.years[at % self.years.len()];
            let month = self.months[at % self.months.len()];
            let person = name(self.people.start + at % self.people.len());
            writeln!(text, "{} | {year}-{month:02}-{:02} | {person} | J04 | 1 | | | 清理村道 | |", at + 1, 1 + at % 27)
                .unwrap();
        }
        text
    }
}

/// Somebody who does not exist; numbers up to 120 are different people.
pub fn name(number: usize) -> String {
    format!("{}{}", SURNAMES[number % 12], GIVEN[(number + number / 12) % 10])
}

/// A folder of workbooks.
pub struct Folder(pub TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with these branches of 清河镇, each in the file of its village's name.
    pub fn with(branches: &[(&str, Book)]) -> Self {
        let folder = Self::new();
        for (file, book) in branches {
            folder.draw(file, &book.drawn());
        }
        folder
    }

    /// Writes a workbook.
    pub fn draw(&self, file: &str, text: &str) {
        self.put(file, &xlsx(&notation::sheets(text).unwrap_or_else(|error| panic!("{file}: {error}"))).unwrap());
    }

    pub fn put(&self, file: &str, bytes: &[u8]) {
        let path = self.0.path().join("in").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn profile(&self, text: &str) {
        self.put("jifen.toml", text.as_bytes());
    }

    /// The result of `tally` for 2025.
    pub fn tally(&self) -> Told {
        self.tally_with(&["--period", "2025"])
    }

    pub fn tally_with(&self, more: &[&str]) -> Told {
        let arguments = [&["tally", "in", "--format", "json"], more].concat();
        let run = jifen(self.0.path(), &arguments);
        assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
        Told(run.json())
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        jifen(self.0.path(), arguments)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// What the program said.
pub struct Told(pub Value);

impl Told {
    /// File, code and severity of each problem, but for the note on the first year.
    pub fn problems(&self) -> Vec<String> {
        // Members made for a test are all alike: that is a sign (S106), and not what is asked here.
        let told = self.diagnostics().filter(|it| !["A104", "S106", "S109"].iter().any(|code| it["code"] == *code));
        told.map(|it| [&it["file"], &it["code"], &it["severity"]].map(|it| it.as_str().unwrap_or("-")).join(" "))
            .collect()
    }

    fn diagnostics(&self) -> impl Iterator<Item = &Value> {
        self.0["diagnostics"].as_array().unwrap().iter()
    }

    /// The sentence about a file that was told in one.
    #[track_caller]
    pub fn sentence(&self, file: &str) -> String {
        let mut mine = self.diagnostics().filter(|it| it["file"] == file);
        let only = mine.next().unwrap_or_else(|| panic!("nothing is said of {file}"));
        assert!(mine.next().is_none(), "more than one is said of {file}: {:#?}", self.problems());
        assert!(only["cell"].is_null() && only["sheet"].is_null(), "{only}");
        only["message"].as_str().unwrap().to_owned()
    }

    /// Asserts that nothing is said but this.
    #[track_caller]
    pub fn says(&self, problems: &[&str]) -> &Self {
        let told: Vec<String> =
            self.diagnostics().take(12).map(|it| format!("{} {} {}", it["code"], it["cell"], it["message"])).collect();
        assert_eq!(self.problems(), problems, "{told:#?}");
        self
    }

    /// Asserts that the one sentence about a file has these words.
    #[track_caller]
    pub fn of(&self, file: &str, words: &[&str]) -> &Self {
        let sentence = self.sentence(file);
        for word in words {
            assert!(sentence.contains(word), "「{word}」 is not in: {sentence}");
        }
        self
    }

    /// The branches of the result, in its order.
    pub fn branches(&self) -> Vec<&str> {
        self.0["branches"].as_array().unwrap().iter().map(|branch| branch["name"].as_str().unwrap()).collect()
    }

    pub fn is_final(&self) -> bool {
        self.0["status"] == "final"
    }
}
