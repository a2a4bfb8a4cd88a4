use super::*;
use crate::rules::{builtin, default_id, load};

fn ends(interval: Interval) -> String {
    let end = |end: Option<crate::model::Points>| end.map_or("…".to_owned(), |end| end.to_string());
    format!("{} {}", end(interval.least), end(interval.most))
}

#[test]
fn the_builtin_rule_set_reaches_what_its_rulebook_says() {
    let rules = builtin(&default_id()).unwrap().unwrap();
    let reach = reach(&rules);
    let of = |node| ends(reach.range(None, node).unwrap());
    let item = |id: &str| of(Node::Item(rules.items.iter().position(|item| item.id == id).unwrap()));
    assert_eq!((item("J01"), item("J02"), item("J04")), ("0 20".into(), "0 25".into(), "0 15".into()));
    assert_eq!((item("Z03"), item("Z06"), item("Z07")), ("0 5".into(), "0 24".into(), "0 12".into()));
    assert_eq!((item("Z05"), item("K01")), ("0 …".into(), "… 0".into()));
    assert_eq!((0..3).map(|c| of(Node::Category(c))).collect::<Vec<_>>(), ["0 70", "0 …", "… 0"]);
    assert_eq!(of(Node::Score), "… …");
    assert_eq!(reach.class_fact(), None);
}

const HEAD: &str = "id = 'x'\ntitle = '甲'\nversion = '1'\nsource = '乙'\nsettles = 'quarter'\n\
    [score]\ntitle = '总分'\nround = 2\narticle = '一'\nmark = '原'\n";

const CLASSES: &str = r#"
[year]
of = "sum"
[[member]]
id = "class"
title = "类别"
holds = "choice"
one_of = ["在职", "流动", "老龄"]
[[category]]
id = "a"
title = "甲类"
article = "一"
mark = "原"
weight = "50%"
scale_to = 100
[[category.item]]
id = "A1"
title = "项一"
mark = "原"
full = { by = "class", of = { "在职" = 15, "流动" = 5 } }
price.fixed = 1
[[category.item]]
id = "A2"
title = "项二"
mark = "原"
full = 10
points = "if(class = '老龄', 4, full)"
[[category]]
id = "b"
title = "乙类"
article = "二"
mark = "原"
cap = 7
[[category.item]]
id = "B1"
title = "项三"
mark = "原"
price.levels.of = [{ level = "村级", points = 2 }, { level = "镇级", points = -1 }]
limits = [{ per = "month", times = 1 }]
[[together]]
over = ["A1"]
per = "quarter"
points = 6
mark = "原"
"#;

#[test]
fn classes_periods_caps_and_weights_are_followed() {
    let rules = load(&format!("{HEAD}{CLASSES}")).unwrap();
    let reach = reach(&rules);
    let of = |class, node| ends(reach.range(class, node).unwrap());
    let (serving, mobile, elderly) = (Some(0), Some(1), Some(2));
    assert_eq!(of(serving, Node::Item(0)), "0 24");
    assert_eq!(of(mobile, Node::Item(0)), "0 20");
    assert_eq!(of(elderly, Node::Item(0)), "0 0");
    assert_eq!(of(None, Node::Item(0)), "0 24");
    assert_eq!(of(serving, Node::Category(0)), "40 256");
    assert_eq!(of(elderly, Node::Category(0)), "40 160");
    assert_eq!(of(serving, Node::Category(1)), "… 24");
    assert_eq!(of(elderly, Node::Score), "… 104");
}
