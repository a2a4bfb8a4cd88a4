//! What `archive` says of the packages it has written: where, how large, what is in them.

use super::page::{Page, Tone};

/// A package that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Where it lies, as the user would write it.
    pub place: String,
    /// The same as one file, where that was asked for.
    pub zip: Option<String>,
    /// What it is for, in a few words.
    pub purpose: String,
    /// How many files it holds.
    pub files: usize,
    /// How large it is, in bytes.
    pub bytes: usize,
    /// What kinds of files of the payload it holds, and how many of each.
    pub kinds: Vec<(String, usize)>,
}

/// The page.
#[must_use]
pub fn packed_page(packed: &[Packed]) -> Page {
    let mut page = Page::default();
    page.blank();
    page.heading("归档");
    for one in packed {
        page.line(Tone::Good, 2, format!("「{}」", one.place));
        if let Some(zip) = &one.zip {
            page.line(Tone::Good, 2, format!("「{zip}」（同样的内容，一个文件）"));
        }
        let size = size_in_words(one.bytes);
        page.line(Tone::Plain, 4, format!("{}：{} 个文件，{size}", one.purpose, one.files));
        let kinds: Vec<String> = one.kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        if !kinds.is_empty() {
            page.line(Tone::Dim, 4, kinds.join("，"));
        }
    }
    page
}

/// 820 KB, 12.3 MB: as file managers say it.
fn size_in_words(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_file_managers_do() {
        let told = [0, 1, 820_000, 1_000_000, 12_345_678].map(size_in_words);
        assert_eq!(told, ["0 KB", "1 KB", "820 KB", "1.0 MB", "12.3 MB"]);
    }
}
