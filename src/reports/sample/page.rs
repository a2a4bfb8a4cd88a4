//! What the terminal shows of a draw.

use super::Sample;
use crate::reports::page::{Align, Page, Tone};

/// The page: the seed, which branches were drawn, how many entries of each.
#[must_use]
pub fn sample_page(sample: &Sample) -> Page {
    let mut page = Page::default();
    let (all, drawn) = (sample.branches.len(), sample.drawn().count());
    page.text(format!("{}，种子「{}」：{all} 个支部抽中 {drawn} 个。", sample.title("抽查"), sample.seed));
    let rows = sample.drawn().map(|branch| {
        let why = if branch.is_due { "必抽" } else { "按摘要" };
        let entries = if branch.has_workbook {
            format!("{} 条抽 {}", branch.entries.len(), branch.drawn_entries().count())
        } else {
            "没有报表".to_owned()
        };
        let stratum = if sample.is_stratified { branch.stratum.clone() } else { String::new() };
        let digest = branch.digest.to_string().get(..12).unwrap_or_default().to_owned();
        vec![branch.name.clone(), stratum, entries, why.to_owned(), format!("{digest}…")]
    });
    let columns = [
        ("支部", Align::Left),
        ("层", Align::Left),
        ("登记", Align::Left),
        ("为什么抽中", Align::Left),
        ("摘要", Align::Left),
    ];
    let mut rows: Vec<Vec<String>> = rows.collect();
    if sample.is_stratified {
        page.grid(&columns, rows);
    } else {
        for row in &mut rows {
            row.remove(1);
        }
        let [name, _, entries, why, digest] = columns;
        page.grid(&[name, entries, why, digest], rows);
    }
    let empty = sample.drawn().filter(|branch| branch.entries.is_empty()).count();
    if empty > 0 {
        page.line(Tone::Doubtful, 0, format!("抽中的有 {empty} 个支部没有登记可查，请先问清是不是漏报。"));
    }
    page
}
