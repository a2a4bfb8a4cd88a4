//! Pages for a browser: no script, nothing from elsewhere, everything escaped; they print well on A4.

/// What a cell of a table, or a line, shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Words, on the left.
    Text(String),
    /// A figure, on the right.
    Number(String),
    /// A link to a file, by its way from the page's folder, with `/`.
    File {
        /// What is shown.
        text: String,
        /// The way there.
        path: String,
    },
    /// A link to a heading of the page, by its mark.
    Mark {
        /// What is shown.
        text: String,
        /// The mark.
        mark: String,
    },
}

/// A page being written.
#[derive(Clone, Debug)]
pub struct Html {
    title: String,
    body: String,
}

/// How it looks. Type falls back to what the reader's machine has.
const STYLE: &str = "\
body{font-family:\"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,\"Songti SC\",serif;line-height:1.6;\
max-width:60rem;margin:1.5rem auto;padding:0 1rem;color:#111;background:#fff}\
h1{font-size:1.6rem;text-align:center}\
h2{font-size:1.2rem;border-bottom:1px solid #999;margin-top:2rem}\
h3{font-size:1rem;margin-bottom:.3rem}\
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0}\
th,td{border:1px solid #999;padding:.15rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
th{background:#f0f0f0;text-align:center;white-space:nowrap}\
td.n{text-align:right;white-space:nowrap}\
code,pre{font-family:\"Noto Sans Mono CJK SC\",Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}\
pre{background:#f6f6f6;border:1px solid #ddd;padding:.5rem}\
@page{size:A4;margin:18mm 15mm}\
@media print{body{margin:0;max-width:none}a{color:inherit;text-decoration:none}thead{display:table-header-group}\
tr{break-inside:avoid}h2,h3{break-after:avoid}}";

impl Html {
    /// A page that so far has its title only.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), body: format!("<h1>{}</h1>\n", escaped(title)) }
    }

    /// Adds the heading of a part.
    pub fn heading(&mut self, text: &str) {
        self.push(&format!("<h2>{}</h2>\n", escaped(text)));
    }

    /// Adds the heading of a smaller part, to which the page can lead by its mark.
    pub fn marked_heading(&mut self, text: &str, mark: &str) {
        self.push(&format!("<h3 id=\"{}\">{}</h3>\n", escaped(mark), escaped(text)));
    }

    /// Adds a paragraph.
    pub fn text(&mut self, text: &str) {
        self.push(&format!("<p>{}</p>\n", escaped(text)));
    }

    /// Adds lines that are typed as they stand: commands.
    pub fn typed(&mut self, text: &str) {
        self.push(&format!("<pre>{}</pre>\n", escaped(text)));
    }

    /// Adds a list.
    pub fn list(&mut self, lines: &[Shown]) {
        let lines: String = lines.iter().map(|line| format!("<li>{}</li>\n", inside(line))).collect();
        self.push(&format!("<ul>\n{lines}</ul>\n"));
    }

    /// Adds a table; without rows it says so.
    pub fn table(&mut self, header: &[impl AsRef<str>], rows: &[Vec<Shown>]) {
        if rows.is_empty() {
            return self.text("无。");
        }
        self.push("<table>\n<thead><tr>");
        for title in header {
            self.push(&format!("<th>{}</th>", escaped(title.as_ref())));
        }
        self.push("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.push("<tr>");
            for cell in row {
                let class = if matches!(cell, Shown::Number(_)) { " class=\"n\"" } else { "" };
                self.push(&format!("<td{class}>{}</td>", inside(cell)));
            }
            self.push("</tr>\n");
        }
        self.push("</tbody>\n</table>\n");
    }

    /// The whole page.
    #[must_use]
    pub fn finish(self) -> String {
        format!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"UTF-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n\
             <body>\n{}</body>\n</html>\n",
            escaped(&self.title),
            self.body
        )
    }

    fn push(&mut self, text: &str) {
        self.body.push_str(text);
    }
}

fn inside(shown: &Shown) -> String {
    match shown {
        Shown::Text(text) | Shown::Number(text) => escaped(text),
        Shown::File { text, path } => format!("<a href=\"{}\">{}</a>", way(path), escaped(text)),
        Shown::Mark { text, mark } => format!("<a href=\"#{}\">{}</a>", way(mark), escaped(text)),
    }
}

/// The text with the page's own signs escaped, and without controls.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(c),
            _ if c.is_control() => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A way to a file as an address: all but letters, digits and a few signs as bytes (`%E6…`).
fn way(path: &str) -> String {
    let mut way = String::with_capacity(path.len() * 3);
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => way.push(char::from(byte)),
            _ => way.push_str(&format!("%{byte:02X}")),
        }
    }
    // A first folder with a colon would be taken for the name of a protocol; the colon is escaped above.
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_escaped() {
        let mut page = Html::new("甲<script>");
        page.table(
            &["\"栏\""],
            &[
                vec![Shown::Number("-3".into())],
                vec![Shown::File { text: "<b>&'\u{1}".into(), path: "其 a#?:.x".into() }],
            ],
        );
        page.table(&["空"], &[]);
        let text = page.finish();
        assert!(text.contains("<title>甲&lt;script&gt;</title>") && text.contains("<th>&quot;栏&quot;</th>"), "{text}");
        assert!(text.contains("<td class=\"n\">-3</td>"), "{text}");
        assert!(text.contains("<a href=\"%E5%85%B6%20a%23%3F%3A.x\">&lt;b&gt;&amp;&#39;</a>"), "{text}");
        assert!(text.contains("<p>无。</p>") && !text.contains("<script"), "{text}");
    }
}
