//! 文件目录.XML, as 档发〔2012〕7号 annex 2 has it: an entry for each record.

/// An entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// 顺序号, from 1.
    pub order: usize,
    /// 档号; empty where the unit gives none.
    pub number: String,
    /// 责任者.
    pub author: String,
    /// 题名.
    pub title: String,
    /// 日期: 20251231; empty where it is not known.
    pub date: String,
    /// 密级.
    pub secrecy: String,
    /// 电子档案名称: the path below `data/`.
    pub path: String,
    /// 备注.
    pub remark: String,
}

/// The file's text. Lines end as on Windows.
#[must_use]
pub fn catalogue_xml(entries: &[CatalogueEntry]) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<文件目录>\r\n".to_owned();
    for entry in entries {
        let order = entry.order.to_string();
        text.push_str("<文件>");
        for (name, value) in [
            ("顺序号", &order),
            ("档号", &entry.number),
            ("责任者", &entry.author),
            ("题名", &entry.title),
            ("日期", &entry.date),
            ("密级", &entry.secrecy),
            ("电子档案名称", &entry.path),
            ("备注", &entry.remark),
        ] {
            text.push_str(&format!("<{name}>{}</{name}>", escaped(value)));
        }
        text.push_str("</文件>\r\n");
    }
    text.push_str("</文件目录>\r\n");
    text
}

/// The text with XML's own signs escaped, and without the characters that XML 1.0 does not allow.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_in_the_order_of_the_rule_and_are_escaped() {
        let entry = CatalogueEntry {
            order: 1,
            title: "甲<乙>&\u{1}\u{fffe}\n丙]]>".into(),
            path: "电子档案/2025/a&b.xlsx".into(),
            secrecy: "无".into(),
            ..CatalogueEntry::default()
        };
        assert_eq!(
            catalogue_xml(&[entry]),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<文件目录>\r\n<文件><顺序号>1</顺序号><档号></档号><责任者></责任者>\
             <题名>甲&lt;乙&gt;&amp; 丙]]&gt;</题名><日期></日期><密级>无</密级>\
             <电子档案名称>电子档案/2025/a&amp;b.xlsx</电子档案名称><备注></备注></文件>\r\n</文件目录>\r\n"
        );
    }
}
