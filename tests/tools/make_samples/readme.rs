//! `samples/README.md`, in Chinese: what is planted, by kind.

use std::collections::BTreeMap;

use crate::branch::Branch;
use crate::findings::Finding;
use crate::items::decimal;

/// The whole text.
pub fn readme(qinghe: &[Branch], liulin: &[Branch], findings: &[Finding]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("\n## 清河镇：各支部\n\n");
    text.push_str(&branch_table(qinghe));
    text.push_str("\n另有：`西岗村.xlsx`（打不开）、`通讯录.xlsx`（不是登记表）、`~$东河村.xlsx`（临时文件）。\n");
    text.push_str("\n## 清河镇：安排好的计分情形\n\n");
    text.push_str(&situation_table(qinghe));
    text.push_str("\n## 清河镇：并列待定\n\n");
    text.push_str(&contested_table(qinghe));
    text.push_str("\n## 清河镇：埋下的问题\n\n逐条见 `planted.csv`。\n\n| 代码 | 处数 | 所在（文件：表 行） | 内容 |\n|---|---|---|---|\n");
    text.push_str(&finding_table(findings));
    text.push_str("\n## 柳林乡\n\n没有问题，没有并列，没有待审议：结果不是试算。\n\n");
    text.push_str(&branch_table(liulin));
    text.push('\n');
    text.push_str(&situation_table(liulin));
    text
}

const HEAD: &str = "# 样例乡镇

本目录由 `cargo run --example make-samples` 生成，请勿手改；`cargo run --example make-samples -- --check` 检查是否与生成的一致。
人物、单位、事项全部虚构，没有身份证号码和电话号码。规则集 `township-stars`，期间 2025 年，起始年度 2025（第一年名额 5%、10%、15%）。

| 文件 | 内容 |
|---|---|
| `清河镇/` | 各种情形和问题齐全的乡镇 |
| `柳林乡/` | 没有问题的乡镇 |
| `planted.csv` | 清河镇埋下的每一处问题：文件、表、Excel 行号、代码、说明（整个文件的行号为空） |
| `scores.csv` | 两个乡镇每名党员的得分、等次、星级、待定级别，由生成程序按规则另行计算，供核对 |

`scores.csv` 的算法：有错误的行、待审议的行、期间以外的行不计；花名册重复的行只算一人；
龙泉村登记表缺日期列，整表读不出，每人只有 J01、J02、J03 的 55 分；没有计入党员总数的，等次空着。
";

fn branch_table(branches: &[Branch]) -> String {
    let mut text = "| 文件 | 支部 | 花名册 | 计入总数 | 登记条数 | 表样 |\n|---|---|---|---|---|---|\n".to_owned();
    for branch in branches {
        let counted = branch.members.iter().filter(|member| member.counted(branch.year)).count();
        text.push_str(&format!(
            "| {}.xlsx | {} | {} | {counted} | {} | {} |\n",
            branch.file,
            branch.name,
            branch.members.len(),
            branch.lines.len(),
            branch.remark
        ));
    }
    text
}

fn situation_table(branches: &[Branch]) -> String {
    let mut text = "| 支部 | 党员 | 得分 | 基础＋增加－扣减 | 结果 | 安排 |\n|---|---|---|---|---|---|\n".to_owned();
    for branch in branches {
        let standings = branch.standings();
        let mut noted: Vec<usize> =
            (0..branch.members.len()).filter(|index| !branch.members[*index].note.is_empty()).collect();
        noted.sort_by_key(|index| -branch.tally(*index).score());
        for index in noted {
            let tally = branch.tally(index);
            let member = &branch.members[index];
            text.push_str(&format!(
                "| {} | {}（{}） | {} | {}＋{}－{} | {} | {} |\n",
                branch.file,
                member.person.name,
                branch.id(index),
                decimal(tally.score()),
                decimal(tally.base),
                decimal(tally.bonus),
                decimal(tally.penalty),
                standings.get(&index).map_or("不计入", |standing| standing.grade),
                member.note
            ));
        }
    }
    text
}

fn contested_table(branches: &[Branch]) -> String {
    let mut text = "| 支部 | 党员 | 得分 | 待定的级别 | 暂定 |\n|---|---|---|---|---|\n".to_owned();
    for branch in branches {
        for (index, standing) in branch.standings().iter().filter(|(_, standing)| !standing.contested.is_empty()) {
            text.push_str(&format!(
                "| {} | {}（{}） | {} | {} | {} |\n",
                branch.file,
                branch.members[*index].person.name,
                branch.id(*index),
                decimal(branch.tally(*index).score()),
                standing.contested.join("、"),
                standing.grade
            ));
        }
    }
    text
}

fn finding_table(findings: &[Finding]) -> String {
    let mut by_code: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    findings.iter().for_each(|finding| by_code.entry(finding.code).or_default().push(finding));
    let mut text = String::new();
    for (code, found) in by_code {
        let place = |finding: &&Finding| {
            let row = finding.row.map(|row| format!(" {row}")).unwrap_or_default();
            format!("{}：{}{row}", finding.file, finding.sheet).trim_end_matches('：').to_owned()
        };
        let places: Vec<String> = found.iter().map(place).collect();
        let what: Vec<&str> = found.iter().map(|finding| finding.what.as_str()).collect();
        text.push_str(&format!("| {code} | {} | {} | {} |\n", found.len(), places.join("<br>"), what.join("<br>")));
    }
    text
}
