//! The kinds of files in a package: what it takes to read them, and for how long that will be had.

use std::collections::BTreeMap;

use super::ArchivedFile;

/// A kind of file, and how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Endings, in small letters.
    pub endings: &'static [&'static str],
    /// What it is.
    pub what: &'static str,
    /// What it takes to read it, and how long it can be read.
    pub reading: &'static str,
}

/// All that is known, the most lasting first; the last is whatever is not known.
const FORMATS: &[Format] = &[
    Format {
        endings: &["txt", "md", "csv"],
        what: "文字、用逗号分栏的表",
        reading: "纯文字（UTF-8），任何文字编辑软件都能看，csv 也可以用 Excel、WPS 打开；长期可读",
    },
    Format {
        endings: &["xml", "json", "toml", "jsonl"],
        what: "有结构的文字",
        reading: "纯文字（UTF-8），任何文字编辑软件都能看，程序也能读；长期可读",
    },
    Format {
        endings: &["html", "htm"], what: "网页", reading: "任何浏览器都能看，不用联网；长期可读"
    },
    Format {
        endings: &["xlsx"],
        what: "电子表格",
        reading: "国际标准 ISO/IEC 29500，Excel、WPS、LibreOffice 等都能打开；长期可读",
    },
    Format {
        endings: &["ods"],
        what: "电子表格",
        reading: "国际标准 ISO/IEC 26300，LibreOffice、WPS、Excel 等都能打开；长期可读",
    },
    Format {
        endings: &["xlsm", "xlsb"],
        what: "Excel 的电子表格",
        reading: "要用 Excel、WPS 或 LibreOffice；收到时就是这种格式，其中的登记在数据表里另有一份",
    },
    Format {
        endings: &["xls", "et", "wps"],
        what: "早期 Excel 或 WPS 的电子表格",
        reading: "要用 WPS 或能打开旧格式的软件；收到时就是这种格式，其中的登记在数据表里另有一份",
    },
    Format {
        endings: &["pdf"], what: "版式文件", reading: "任何 PDF 阅读软件都能看；收到时就是这种格式"
    },
];
const OTHERS: Format = Format {
    endings: &[], what: "其他文件", reading: "收到时就是这种格式，要用什么软件看各个文件"
};

/// A kind of file that a package holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The kind.
    pub format: Format,
    /// The endings that occur, in small letters.
    pub endings: Vec<String>,
    /// How many files.
    pub files: usize,
}

/// The kinds of these files, the most lasting first.
#[must_use]
pub fn formats_of(files: &[ArchivedFile]) -> Vec<Held> {
    let mut found: BTreeMap<usize, Held> = BTreeMap::new();
    for file in files {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let place = FORMATS.iter().position(|format| format.endings.contains(&ending.as_str()));
        let format = place.and_then(|place| FORMATS.get(place)).copied().unwrap_or(OTHERS);
        let held =
            found.entry(place.unwrap_or(FORMATS.len())).or_insert(Held { format, endings: Vec::new(), files: 0 });
        held.files += 1;
        if !ending.is_empty() && !held.endings.contains(&ending) {
            held.endings.push(ending);
            held.endings.sort_unstable();
        }
    }
    found.into_values().collect()
}

impl Held {
    /// The endings in words: .csv、.txt.
    #[must_use]
    pub fn endings_in_words(&self) -> String {
        let endings: Vec<String> = self.endings.iter().map(|ending| format!(".{ending}")).collect();
        if endings.is_empty() { "没有后缀".to_owned() } else { endings.join("、") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_endings() {
        let file = |path: &str| ArchivedFile::new(path, "", Vec::new());
        let held = formats_of(&[file("a/b.XLS"), file("c.csv"), file("d.et"), file("e.f/g"), file("h.txt")]);
        let told: Vec<_> = held.iter().map(|held| (held.endings_in_words(), held.files)).collect();
        let expected = [(".csv、.txt", 2), (".et、.xls", 2), ("没有后缀", 1)];
        assert_eq!(told, expected.map(|(endings, files)| (endings.to_owned(), files)));
    }
}
