//! 说明文件.TXT, as 档发〔2012〕7号 annex 2 has it: the carrier, its units, what it takes to read what is on it.

use super::formats::formats_of;
use super::{ArchivedFile, places};

/// What stands where nothing was said.
const NOTHING: &str = "（没有写）";

/// What a package is, for those who meet it without knowing anything.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The title.
    pub title: String,
    /// What it is about, and by which rules: label and text.
    pub facts: Vec<(&'static str, String)>,
    /// The carrier and its units: label and text; an empty text is shown as not given.
    pub carrier: Vec<(&'static str, String)>,
    /// What lies where: place and text.
    pub contents: Vec<(String, String)>,
    /// How it is checked, a paragraph each.
    pub checking: Vec<String>,
    /// What else a reader should know, a paragraph each.
    pub notes: Vec<String>,
}

/// The bytes of the file: UTF-8 with its mark, so that Notepad reads it, and lines that end as on Windows.
#[must_use]
pub fn about_text(about: &About, files: &[ArchivedFile]) -> Vec<u8> {
    let mut lines = vec![about.title.clone()];
    let labelled = |(label, text): &(&'static str, String)| {
        let text = if text.trim().is_empty() { NOTHING } else { text };
        format!("　　{label}：{text}")
    };
    part(&mut lines, "一、基本情况", about.facts.iter().map(labelled));
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    let own = [
        "　　载体类型：文件包，可以放在任何载体上（硬盘、光盘、服务器），整包复制，不要改名、改内容".to_owned(),
        format!("　　容量：除本文件和目录以外 {} 个文件，{size} 字节", files.len()),
    ];
    part(&mut lines, "二、载体", about.carrier.iter().map(labelled).chain(own));
    part(&mut lines, "三、里面有什么", about.contents.iter().map(|(place, text)| format!("　　{place}　{text}")));
    let formats = formats_of(files).into_iter().map(|held| {
        format!("　　{}（{} 个）：{}。{}。", held.endings_in_words(), held.files, held.format.what, held.format.reading)
    });
    let formats = formats.chain(["　　不需要 jifen，也不需要联网。".to_owned()]);
    part(&mut lines, "四、读这些文件需要什么软件、硬件", formats);
    part(&mut lines, "五、怎样核对有没有缺少、改动", about.checking.iter().map(|text| format!("　　{text}")));
    part(&mut lines, "六、其他说明", about.notes.iter().map(|text| format!("　　{text}")));
    let mut text = "\u{feff}".to_owned();
    for line in lines {
        text.extend(line.chars().filter(|c| !c.is_control()));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A part with its heading, where it has lines.
fn part(lines: &mut Vec<String>, heading: &str, of: impl Iterator<Item = String>) {
    let of: Vec<String> = of.collect();
    if !of.is_empty() {
        lines.extend([String::new(), heading.to_owned()]);
        lines.extend(of);
    }
}

/// Whether a file is a record (电子档案) and has an entry in the catalogue.
#[must_use]
pub fn is_record(file: &ArchivedFile) -> bool {
    file.path.strip_prefix(places::RECORDS).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_have_nothing_are_left_out() {
        let about = About { title: "甲".into(), carrier: vec![("载体编号", String::new())], ..About::default() };
        let files = [ArchivedFile::new("电子档案/2025/a.csv", "", vec![0; 7])];
        let text = String::from_utf8(about_text(&about, &files)).unwrap();
        assert!(text.starts_with("\u{feff}甲\r\n\r\n二、载体\r\n　　载体编号：（没有写）\r\n"), "{text}");
        assert!(text.contains("1 个文件，7 字节") && text.contains(".csv（1 个）") && !text.contains("六、"), "{text}");
        assert!(is_record(&files[0]) && !is_record(&ArchivedFile::new("电子档案集.txt", "", Vec::new())));
    }
}
