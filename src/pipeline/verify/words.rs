//! What the keys of 结果.json are called where a difference is told, and how a value is written there.

use serde_json::Value;

/// Keys and their words; a key that is not listed is told as it stands.
const WORDS: [(&str, &str); 71] = [
    ("score", "得分"),
    ("grade", "等次"),
    ("stars", "星级"),
    ("rank", "名次"),
    ("rank.branch", "支部名次"),
    ("rank.township", "全镇名次"),
    ("stars_by_points", "按分数的星级"),
    ("grade_by_points", "按分数的等次"),
    ("contested", "待定的等次"),
    ("veto", "一票否决"),
    ("consequences", "后续措施"),
    ("counted", "计入"),
    ("probationary", "预备党员"),
    ("class", "类别"),
    ("categories", "分类得分"),
    ("groups", "分组得分"),
    ("periods", "各期得分"),
    ("alerts", "预警"),
    ("party_group", "党小组"),
    ("before", "以前年度"),
    ("carry", "下一年要用的"),
    ("steps", "计分步骤"),
    ("entries", "登记"),
    ("effect", "变动分"),
    ("state", "是否计入"),
    ("stated", "登记的分值"),
    ("quantity", "次数"),
    ("level", "级别"),
    ("date", "日期"),
    ("note", "说明"),
    ("why", "原因"),
    ("of", "满分"),
    ("item", "项目"),
    ("category", "分类"),
    ("period", "期间"),
    ("source", "出处"),
    ("file", "文件"),
    ("sheet", "工作表"),
    ("cell", "单元格"),
    ("written", "事由等文字的摘要"),
    ("mean", "平均分"),
    ("members", "党员总数"),
    ("errors", "错误数"),
    ("warnings", "提醒数"),
    ("path", "路径"),
    ("rule_set", "规则集"),
    ("rule_sets", "各规则集"),
    ("limit", "名额"),
    ("percent", "比例"),
    ("candidates", "竞争人数"),
    ("awarded", "入选"),
    ("reserved", "保留名额"),
    ("sha256", "SHA-256 摘要"),
    ("rows", "数据行数"),
    ("layout", "认出的表"),
    ("tables", "表"),
    ("reading", "读取情况"),
    ("status", "试算或正式"),
    ("provisional_because", "试算的原因"),
    ("township", "乡镇"),
    ("organisation", "组织"),
    ("transfers", "调动"),
    ("series", "走势"),
    ("closed", "已结账的期间"),
    ("decisions", "决定"),
    ("objections", "异议"),
    ("appraisals", "评议"),
    ("years", "与以前年度比"),
    ("breakdown", "分项统计"),
    ("sensitivity", "临界与敏感性"),
    ("publicity", "公示"),
];

/// More keys of the whole result.
const WHOLE: [(&str, &str); 17] = [
    ("from", "开始"),
    ("to", "结束"),
    ("on", "日期"),
    ("by", "由谁"),
    ("reason", "理由"),
    ("working_days", "工作日"),
    ("score_change", "得分变化"),
    ("grade_change", "等次变化"),
    ("schema", "格式版本"),
    ("jifen", "程序版本"),
    ("files", "读取的文件"),
    ("records", "各表的记录"),
    ("rounds", "公示与各次报送"),
    ("waived", "同意的例外"),
    ("honours", "荣誉"),
    ("diagnostics", "问题清单"),
    ("quotas", "名额"),
];

/// The word for a key, or for a path of two.
pub fn word(key: &str) -> Option<&'static str> {
    WORDS.iter().chain(&WHOLE).find(|(known, _)| *known == key).map(|(_, word)| *word)
}

/// A value as a reader sees it.
pub fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "没有".to_owned(),
        Some(Value::Bool(yes)) => if *yes { "是" } else { "否" }.to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) if text.is_empty() => "空白".to_owned(),
        Some(Value::String(text)) if is_digest(text) => format!("{}……", text.get(..8).unwrap_or(text)),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) if items.is_empty() => "没有".to_owned(),
        Some(Value::Array(items)) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(|item| shown(Some(item))).collect::<Vec<_>>().join("、")
        }
        Some(Value::Array(items)) => format!("{} 项", items.len()),
        Some(Value::Object(_)) => "有".to_owned(),
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_written_for_readers() {
        let shown = |value: Value| super::shown(Some(&value));
        assert_eq!(shown(json!("73.5")), "73.5");
        assert_eq!(shown(json!(null)), "没有");
        assert_eq!(shown(json!(["王伟", "赵敏"])), "王伟、赵敏");
        assert_eq!(shown(json!([{}, {}])), "2 项");
        assert_eq!(shown(json!("ab".repeat(32))), "abababab……");
        assert_eq!(word("rank.branch"), Some("支部名次"));
    }
}
