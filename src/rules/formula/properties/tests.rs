//! What holds for every formula, tried on random ones.

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Binary, Expr, Function, Interval, Kind, Name, Scope, Value, evaluate, interval, linear, parse};
use crate::model::Points;

type Tree = Expr<Name>;

fn name(text: String) -> Tree {
    Expr::Name(Name { text, at: 0 })
}

fn names() -> impl Strategy<Value = Tree> {
    let plain = prop::sample::select(vec!["a", "b", "x1", "t.col", "总分", "三会一课", "_", "按次·计"]);
    let odd = prop::sample::select(vec![
        "and",
        "或",
        "不是",
        "3次",
        "主题党日（季度）",
        "a b",
        "」",
        "2025-07-01",
        "ａ",
        "a..b",
    ]);
    prop_oneof![4 => plain, 1 => odd].prop_map(|text| name(text.to_owned()))
}

fn numbers() -> impl Strategy<Value = Tree> {
    prop_oneof![
        (-200_i64..200).prop_map(|number| Expr::Number(Points::whole(number))),
        (-999_999_i64..999_999).prop_map(|number| Expr::Number(Points::whole(number) / Points::whole(1000))),
        prop::sample::select(vec![0_i64, 999_999_999, -999_999_999]).prop_map(|n| Expr::Number(Points::whole(n))),
    ]
}

fn leaves() -> impl Strategy<Value = Tree> {
    let texts = prop::sample::select(vec!["老龄", "", "it's", "”“‘’", "＇'", "*人", " ", "60%"]);
    prop_oneof![
        3 => names(),
        3 => numbers(),
        1 => texts.prop_map(|text| Expr::Text(Arc::from(text))),
        1 => (0..4000_i64).prop_map(|days| Expr::Day(NaiveDate::default() + chrono::Duration::days(days * 7))),
        1 => any::<bool>().prop_map(Expr::Truth),
    ]
}

const OPERATORS: [Binary; 13] = [
    Binary::Or,
    Binary::And,
    Binary::Equal,
    Binary::Unequal,
    Binary::Less,
    Binary::AtMost,
    Binary::Greater,
    Binary::AtLeast,
    Binary::Like,
    Binary::Plus,
    Binary::Minus,
    Binary::Times,
    Binary::Over,
];

/// Arguments that the parser takes for the function, of as many trees as there are.
fn called(function: Function, source: Tree, mut arguments: Vec<Tree>) -> Tree {
    let (least, most) = function.arity();
    arguments.truncate(most);
    while arguments.len() < least {
        arguments.push(source.clone());
    }
    match (function, arguments.as_mut_slice()) {
        (Function::Branch, [inside]) => *inside = Expr::Call(Function::Count, vec![source]),
        (Function::Closed, [first]) => *first = source,
        (Function::Round, [_, places, way @ ..]) => {
            *places = Expr::Number(Points::whole(2));
            way.fill(Expr::Text(Arc::from("half_even")));
        }
        (function, [first, ..]) if function.kind() == Kind::Aggregate => *first = source,
        _ => {}
    }
    Expr::Call(function, arguments)
}

fn trees() -> impl Strategy<Value = Tree> {
    leaves().prop_recursive(5, 48, 4, |inner| {
        let inner = inner.boxed();
        let pair = (prop::sample::select(OPERATORS.to_vec()), inner.clone(), inner.clone());
        let band = (inner.clone(), inner.clone(), inner.clone(), any::<[bool; 3]>());
        prop_oneof![
            4 => pair.prop_map(|(operator, left, right)| Expr::binary(operator, left, right)),
            1 => band.prop_map(|(from, middle, to, [up, first, second])| {
                let operator = |strict| match (up, strict) {
                    (true, true) => Binary::Less,
                    (true, false) => Binary::AtMost,
                    (false, true) => Binary::Greater,
                    (false, false) => Binary::AtLeast,
                };
                let left = Expr::binary(operator(first), from, middle.clone());
                Expr::binary(Binary::And, left, Expr::binary(operator(second), middle, to))
            }),
            1 => inner.clone().prop_map(|inner| Expr::Not(Box::new(inner))),
            1 => inner.clone().prop_map(|inner| Expr::Negate(Box::new(inner))),
            1 => (inner.clone(), prop::collection::vec(inner.clone(), 1..3))
                .prop_map(|(what, among)| Expr::In(Box::new(what), among)),
            3 => (prop::sample::select(Function::ALL.to_vec()), names(), prop::collection::vec(inner, 1..4))
                .prop_map(|(function, source, arguments)| called(function, source, arguments)),
        ]
    })
}

/// Calculations of three names, and the calculations' bounds.
fn calculations() -> impl Strategy<Value = Tree> {
    let leaf =
        prop_oneof![prop::sample::select(vec!["a", "b", "c"]).prop_map(|text| name(text.to_owned())), numbers(),];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let operators = vec![Binary::Plus, Binary::Minus, Binary::Times, Binary::Over];
        let functions = vec![
            Function::Min,
            Function::Max,
            Function::Clip,
            Function::Abs,
            Function::Floor,
            Function::Ceil,
            Function::Round,
            Function::OrElse,
        ];
        let several = prop::collection::vec(inner.clone(), 3..4);
        prop_oneof![
            2 => (prop::sample::select(operators), inner.clone(), inner.clone())
                .prop_map(|(operator, left, right)| Expr::binary(operator, left, right)),
            1 => inner.prop_map(|inner| Expr::Negate(Box::new(inner))),
            2 => (prop::sample::select(functions), several)
                .prop_map(|(function, arguments)| called(function, name("a".to_owned()), arguments)),
        ]
    })
}

/// Answers every name with the next of some values.
struct Turning(Vec<Value>, usize);

impl Turning {
    fn next(&mut self) -> Value {
        self.1 += 1;
        self.0.get(self.1 % self.0.len().max(1)).cloned().unwrap_or(Value::Missing)
    }
}

impl Scope<Name> for Turning {
    fn name(&mut self, _: &Name) -> Value {
        self.next()
    }
    fn call(&mut self, _: Function, _: &[Tree]) -> Value {
        self.next()
    }
}

/// Three names with these numbers.
struct Three([Points; 3]);

impl Scope<Name> for Three {
    fn name(&mut self, name: &Name) -> Value {
        let place = ["a", "b", "c"].iter().position(|own| *own == name.text);
        place.and_then(|place| self.0.get(place).copied()).into()
    }
    fn call(&mut self, _: Function, _: &[Tree]) -> Value {
        Value::Missing
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60000, ..ProptestConfig::default() })]

    #[test]
    fn a_tree_prints_and_reads_back(tree in trees()) {
        let source = tree.source();
        match parse(&source) {
            Ok(read) => prop_assert_eq!(read, tree, "{}", source),
            Err(error) => prop_assert!(false, "{source}: {error}"),
        }
    }

    #[test]
    fn every_tree_has_words_and_a_value(tree in trees()) {
        prop_assert!(!tree.in_words(&|name| name.text.clone()).is_empty());
        let large = Points::whole(i64::MAX);
        let values = [
            Value::Missing,
            Value::Truth(true),
            Value::Number(large),
            Value::Day(NaiveDate::MIN),
            Value::Number(Points::whole(-7) / Points::whole(999_999_937)),
            Value::Day(NaiveDate::MAX),
            Value::Text(Arc::from("甲")),
            Value::Word { text: Arc::from("镇级"), rank: 2 },
        ];
        for start in 0..values.len() {
            if let Value::Number(number) = evaluate(&tree, &mut Turning(values.to_vec(), start)) {
                prop_assert!(!number.to_string().is_empty());
            }
        }
        let _ = interval(&tree, &|_| Some(Interval::default()));
        let _ = linear(&tree);
    }

    #[test]
    fn no_text_stops_the_parser(text in "[-+*/()（）'“”「」=<>!≥≤,，、.%0-9a-c且或不是 ]{0,40}|\\PC{0,40}") {
        if let Ok(tree) = parse(&text) {
            prop_assert_eq!(parse(&tree.source()), Ok(tree), "{}", text);
        }
    }

    #[test]
    fn no_words_in_a_row_stop_the_parser(words in prop::collection::vec(prop::sample::select(vec![
        "a", "总分", "and", "or", "not", "in", "like", "(", ")", ",", "+", "-", "*", "/", "<", "<=", "=", ">", "12",
        "60%", "'甲'", "2025-07-01", "if(", "min(", "count(", "round(", "yes", "且", "不是", " ",
    ]), 0..14)) {
        if let Ok(tree) = parse(&words.concat()) {
            prop_assert_eq!(parse(&tree.source()), Ok(tree), "{}", words.concat());
        }
        if let Ok(tree) = parse(&words.join(" ")) {
            prop_assert_eq!(parse(&tree.source()), Ok(tree), "{}", words.join(" "));
        }
    }

    #[test]
    fn a_value_lies_in_the_interval(
        tree in calculations(),
        bounds in prop::array::uniform3((-50_i64..50, 0..60_i64, any::<[bool; 2]>())),
        places in prop::array::uniform3(0..=60_i64),
    ) {
        let within = bounds.iter().zip(places).map(|((least, width, _), place)| Points::whole(least + place.min(*width)));
        let numbers: Vec<Points> = within.collect();
        let known = |name: &Name| {
            let place = ["a", "b", "c"].iter().position(|own| *own == name.text)?;
            let (least, width, [low, high]) = bounds[place];
            let end = |stands: bool, number| stands.then(|| Points::whole(number));
            Some(Interval { least: end(low, least), most: end(high, least + width) })
        };
        let value = evaluate(&tree, &mut Three([numbers[0], numbers[1], numbers[2]]));
        if let (Some(number), Some(reach)) = (value.number(), interval(&tree, &known)) {
            let source = tree.source();
            prop_assert!(reach.least.is_none_or(|least| least <= number), "{source}: {number:?} {reach:?}");
            prop_assert!(reach.most.is_none_or(|most| number <= most), "{source}: {number:?} {reach:?}");
        }
        if let (Some(number), Some(sum)) = (value.number(), linear(&tree)) {
            let parts = sum.terms.iter().map(|(name, times)| {
                Three([numbers[0], numbers[1], numbers[2]]).name(name).number().unwrap_or_default() * *times
            });
            prop_assert_eq!(number, parts.sum::<Points>() + sum.constant);
        }
    }
}
