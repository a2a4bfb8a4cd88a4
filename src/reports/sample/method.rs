//! 抽查办法: seed, figures, and the draw step by step, so that anybody can make it again.

use super::Sample;
use crate::layout::check_list::{BRANCHES, ENTRIES, METHOD, PERIOD, SEED};
use crate::model::{Column, RowKind, Table, TableCell};

pub fn method(sample: &Sample) -> Table {
    let columns = vec![Column::center("内容", 18), Column::left("", 72)];
    let unit = format!("期间：{}至{}", sample.period.from, sample.period.to);
    let mut table = Table::new(METHOD, sample.title("积分抽查办法"), unit, columns);
    // The seed is printed as it is: it was refused where it looks like somebody's number.
    table.push(RowKind::Wide, vec![TableCell::Text(SEED.to_owned()), TableCell::Text(sample.seed.clone())]);
    line(&mut table, PERIOD, &sample.period.label);
    line(&mut table, "算法版本", &sample.version);
    line(&mut table, "积分办法", &sample.rules);
    let drawn = sample.drawn().count();
    line(&mut table, "支部", &format!("{} 个，抽中 {drawn} 个", sample.branches.len()));
    line(
        &mut table,
        "分层",
        if sample.is_stratified {
            "分层：上级组织的第二级相同的支部是一层，各层分别抽"
        } else {
            "不分层：全部支部一起抽"
        },
    );
    let entries: usize = sample.drawn().map(|branch| branch.drawn_entries().count()).sum();
    line(&mut table, "登记", &format!("每个抽中的支部抽 {} 条，不够的全查；一共 {entries} 条", sample.entries));
    table.push(RowKind::Heading, vec![TableCell::Text("怎样抽的：任何人照着做，抽出来都一样".to_owned())]);
    for (number, text) in (1..).zip(steps(sample)) {
        line(&mut table, &format!("第 {number} 步"), &text);
    }
    table.push(RowKind::Heading, vec![TableCell::Text("以前的抽查".to_owned())]);
    if sample.after.is_empty() {
        line(&mut table, "没有", "没有给出以前的抽查清单，没有必抽的支部");
    }
    for list in &sample.after {
        line(&mut table, &list.period, &format!("{}，SHA-256：{}", list.file, list.sha256));
    }
    table.push(RowKind::Heading, vec![TableCell::Text("从这些文件里抽的（SHA-256）".to_owned())]);
    for (file, sha256) in &sample.files {
        table.push(RowKind::Body, vec![TableCell::words(file), TableCell::Text(sha256.clone())]);
    }
    table.notes = vec![
        "算一个摘要：在 Linux 上 printf '种子|支部' | sha256sum；或者用任何能按 UTF-8 编码算 SHA-256 的工具。"
            .to_owned(),
    ];
    table.signatures = vec!["抽查人：".to_owned(), "监督人：".to_owned(), "日期：".to_owned()];
    table
}

fn line(table: &mut Table, label: &str, text: &str) {
    table.push(RowKind::Wide, vec![TableCell::words(label), TableCell::words(text)]);
}

fn steps(sample: &Sample) -> Vec<String> {
    vec![
        "每个支部算一个摘要：把「种子|支部」（种子、一条竖线、支部名称，就是表里印的那些字）按 UTF-8 编码，求 SHA-256，\
         写成 64 位十六进制，字母小写。"
            .to_owned(),
        format!("每一层的支部，必抽的排在前面，其余的排在后面；各自按摘要从小到大排（0 到 9 在 a 到 f 前面）。名次见「{BRANCHES}」。"),
        "前两次抽查都没有抽到的支部必抽，当时没有报表的、没有列入的也算没有抽到；没有两次的，没有必抽的。".to_owned(),
        "每一层从头抽支部数的三分之一，除不尽的进一；必抽的比这还多的，必抽的全抽。".to_owned(),
        "抽中的支部，本期的每条登记先有 1 张签；分值高的加 2 张；登记上有错误或提醒的加 2 张。分值不论加减，从大到小数，\
         一样大的一起数，数到不超过有分值的条数的四分之一为止，数到的是分值高的。"
            .to_owned(),
        "第几张签的摘要，是「种子|文件|工作表|单元格|几」的 SHA-256，几写 1、2、3……；一条登记取它各张签里最小的一个。"
            .to_owned(),
        format!(
            "一个支部的登记按这个摘要从小到大，取前 {} 条；一样大的，表里在前的先取。全部登记、签数和摘要见「{ENTRIES}」。",
            sample.entries
        ),
    ]
}
