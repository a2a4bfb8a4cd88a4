//! Functions in words.

use super::super::expr::Expr;
use super::super::function::Function;
use super::Speaker;
use super::phrase::{Phrase, Shape, glued, listed};
use crate::model::Points;

impl<R: PartialEq> Speaker<'_, R> {
    pub(super) fn call(&self, function: Function, arguments: &[Expr<R>]) -> Phrase {
        match (function, arguments) {
            (Function::Min, [a, b]) if is_number(a) != is_number(b) => self.bounded(a, b, "最多"),
            (Function::Max, [a, b]) if is_number(a) != is_number(b) => self.bounded(a, b, "最少"),
            (Function::Min, several) => self.extreme(several, "中较小的", "中最小的"),
            (Function::Max, several) => self.extreme(several, "中较大的", "中最大的"),
            (Function::Clip, [x, least, most]) => {
                let (x, least, most) = (self.say(x).at_least(Shape::Statement), self.noun(least), self.noun(most));
                let text = glued(&[&x.text, "，最少", &least.text, "，最多", &most.text]);
                Phrase::new(Shape::Clause, text)
            }
            (Function::Abs, [x]) => self.followed(x, "的绝对值"),
            (Function::Floor, [x]) => self.followed(x, "取整"),
            (Function::Ceil, [x]) => self.followed(x, "进一取整"),
            (Function::Round, [x, places, way @ ..]) => self.rounded(x, places, way.first()),
            (Function::If, [..]) => self.cases(arguments),
            (Function::Has, [x]) => self.stated(x, "有数据"),
            (Function::Missing, [x]) => self.stated(x, "无数据"),
            (Function::OrElse, [x, y]) => {
                let (x, y) = (self.noun(x), self.noun(y));
                Phrase::new(Shape::Phrase, format!("{x}（{}）", glued(&["无数据的按", &y.text])))
            }
            (Function::Days, [from, to]) => self.stretch(from, to, "的天数"),
            (Function::Workdays, [from, to]) => self.stretch(from, to, "的工作日数（首尾都算）"),
            (Function::Months, [from, to]) => self.stretch(from, to, "的整月数"),
            (Function::Years, [from, to]) => self.stretch(from, to, "的整年数"),
            (Function::Any, [source, filter @ ..]) => self.exists("有", source, filter.first()),
            (Function::Listed, [table]) => self.stated(table, "中有这名党员"),
            (Function::Count, [source, filter @ ..]) => self.aggregate(source, filter.first(), None, "条数"),
            (Function::Times, [source, filter @ ..]) => self.aggregate(source, filter.first(), None, "次数"),
            (Function::Sum, [source, x, filter @ ..]) => self.aggregate(source, filter.first(), Some(x), "之和"),
            (Function::Mean, [source, x, filter @ ..]) => self.aggregate(source, filter.first(), Some(x), "的平均数"),
            (Function::Most, [source, x, filter @ ..]) => self.aggregate(source, filter.first(), Some(x), "的最大值"),
            (Function::Least, [source, x, filter @ ..]) => self.aggregate(source, filter.first(), Some(x), "的最小值"),
            (Function::Trimmed, [source, x, n, filter @ ..]) => {
                let mean = self.aggregate(source, filter.first(), Some(x), "的平均数");
                let dropped = glued(&["满", &self.noun(n).text, "个的，去掉一个最高和一个最低"]);
                Phrase::new(Shape::Phrase, format!("{mean}（{dropped}）"))
            }
            (Function::Branch, [x]) => {
                let x = self.say(x);
                Phrase::new(x.shape.min(Shape::Phrase), glued(&["全支部", &x.text]))
            }
            (Function::Previous, [x]) => self.framed("上一期", x),
            (Function::InMonth, [x]) => self.framed("当月", x),
            (Function::InQuarter, [x]) => self.framed("当季", x),
            (Function::InRun, [x]) => self.framed("整个期间", x),
            (Function::LastYear, [x]) => self.framed("上一年", x),
            (Function::Without, [filter, x]) => {
                let filter = self.say(filter).at_least(Shape::Statement);
                let text = glued(&["不计", &filter.text, "的登记时的", &self.noun(x).text]);
                Phrase::new(Shape::Phrase, text)
            }
            (Function::Closed, [x]) => self.stated(x, "当年没有开展"),
            (Function::Rank, [x]) => self.followed(x, "在支部的名次"),
            (Function::Best, [x]) => self.framed("全支部最高", x),
            (Function::Lowest, [x]) => self.framed("全支部最低", x),
            (Function::Average, [x]) => self.followed(x, "的全支部平均数"),
            (Function::HowMany, [c]) => Phrase::new(Shape::Phrase, glued(&["全支部", &self.filter(c).text, "的人数"])),
            // No other number of arguments is read; a tree made otherwise is shown as it would be written.
            (function, arguments) => {
                let said: Vec<String> = arguments.iter().map(|argument| self.say(argument).text).collect();
                Phrase::new(Shape::Atom, format!("{}（{}）", function.name(), said.join("，")))
            }
        }
    }

    /// That a function's yes is a no, where there is a better way to say it than 不是.
    pub(super) fn denied_call(&self, function: Function, arguments: &[Expr<R>]) -> Option<Phrase> {
        match (function, arguments) {
            (Function::Any, [source, filter @ ..]) => Some(self.exists("没有", source, filter.first())),
            (Function::Listed, [table]) => Some(self.stated(table, "中没有这名党员")),
            (Function::Closed, [x]) => Some(self.stated(x, "当年开展了")),
            (Function::Branch, [Expr::Call(of, inside)]) => {
                let inside = self.denied_call(*of, inside)?;
                Some(Phrase::new(Shape::Statement, glued(&["全支部", &inside.text])))
            }
            (Function::InMonth, [Expr::Call(of, inside)]) => {
                let inside = self.denied_call(*of, inside)?;
                Some(Phrase::new(Shape::Statement, glued(&["当月", &inside.text])))
            }
            (Function::InQuarter, [Expr::Call(of, inside)]) => {
                let inside = self.denied_call(*of, inside)?;
                Some(Phrase::new(Shape::Statement, glued(&["当季", &inside.text])))
            }
            _ => None,
        }
    }

    /// 「x，最多 40」.
    fn bounded(&self, a: &Expr<R>, b: &Expr<R>, word: &str) -> Phrase {
        let (x, bound) = if is_number(a) { (b, a) } else { (a, b) };
        // What is bounded already can be bounded once more: x，最少 0，最多 40.
        let x = self.say(x).at_least(Shape::Clause);
        Phrase::new(Shape::Clause, glued(&[&x.text, "，", word, &self.say(bound).text]))
    }

    /// 「a、b 与 c 中最小的」.
    fn extreme(&self, several: &[Expr<R>], of_two: &str, of_many: &str) -> Phrase {
        let said: Vec<String> = several.iter().map(|one| self.noun(one).text).collect();
        let word = if said.len() > 2 { of_many } else { of_two };
        Phrase::new(Shape::Phrase, glued(&[&listed(&said, "与"), word]))
    }

    /// 「x 取整」.
    fn followed(&self, x: &Expr<R>, words: &str) -> Phrase {
        Phrase::new(Shape::Phrase, glued(&[&self.noun(x).text, words]))
    }

    /// 「x 无数据」.
    fn stated(&self, x: &Expr<R>, words: &str) -> Phrase {
        Phrase::new(Shape::Statement, glued(&[&self.noun(x).text, words]))
    }

    fn rounded(&self, x: &Expr<R>, places: &Expr<R>, way: Option<&Expr<R>>) -> Phrase {
        let way = match way {
            Some(Expr::Text(way)) if &**way == "up" => "只入不舍",
            Some(Expr::Text(way)) if &**way == "down" => "只舍不入",
            Some(Expr::Text(way)) if &**way == "half_even" => "四舍六入五成双",
            _ => "四舍五入",
        };
        let to = match places {
            Expr::Number(places) if *places == Points::ZERO => "到整数".to_owned(),
            places => glued(&["到", &self.noun(places).text, "位小数"]),
        };
        self.followed(x, &format!("{way}{to}"))
    }

    /// 「（a 的，b；c 的，d；否则 e）」.
    fn cases(&self, arguments: &[Expr<R>]) -> Phrase {
        let mut text = String::from("（");
        let mut rest = arguments;
        while let [condition, then, otherwise] = rest {
            let (condition, then) = (self.say(condition), self.say(then).at_least(Shape::Statement));
            text.push_str(&glued(&[&condition.text, "的，", &then.text, "；"]));
            if let Expr::Call(Function::If, further) = otherwise {
                rest = further;
            } else {
                text.push_str(&glued(&["否则", &self.say(otherwise).at_least(Shape::Statement).text]));
                break;
            }
        }
        text.push('）');
        Phrase::new(Shape::Atom, text)
    }

    /// 「从 a 到 b 的天数」.
    fn stretch(&self, from: &Expr<R>, to: &Expr<R>, words: &str) -> Phrase {
        let text = glued(&["从", &self.noun(from).text, "到", &self.noun(to).text, words]);
        Phrase::new(Shape::Phrase, text)
    }

    fn filter(&self, filter: &Expr<R>) -> Phrase {
        self.say(filter).at_least(Shape::Statement)
    }

    /// 「有级别在“镇级”以上的 X04」.
    fn exists(&self, word: &str, source: &Expr<R>, filter: Option<&Expr<R>>) -> Phrase {
        let source = self.noun(source);
        let text = match filter {
            Some(filter) => glued(&[word, &self.filter(filter).text, "的", &source.text]),
            None => glued(&[word, &source.text]),
        };
        Phrase::new(Shape::Statement, text)
    }

    /// 「出勤中符号为“出席”的条数」, 「学时登记中学时之和」.
    fn aggregate(&self, source: &Expr<R>, filter: Option<&Expr<R>>, of: Option<&Expr<R>>, what: &str) -> Phrase {
        let source = self.noun(source);
        let of = of.map_or_else(String::new, |of| self.noun(of).text);
        match filter {
            Some(filter) => {
                let text = glued(&[&source.text, "中", &self.filter(filter).text, "的", &of, what]);
                Phrase::new(Shape::Phrase, text)
            }
            None if of.is_empty() => Phrase::new(Shape::Noun, glued(&[&source.text, "的", what])),
            None => Phrase::new(Shape::Phrase, glued(&[&source.text, "中", &of, what])),
        }
    }

    /// 「上一期的总分」, 「当月有 D01」.
    fn framed(&self, frame: &str, x: &Expr<R>) -> Phrase {
        let said = self.say(x);
        if said.shape == Shape::Statement {
            return Phrase::new(Shape::Statement, glued(&[frame, &said.text]));
        }
        // In brackets where it is more than a few words: the place by last period's x is not last period's place by x.
        let x = said.at_least(Shape::Noun);
        Phrase::new(Shape::Noun, glued(&[frame, "的", &x.text]))
    }
}

fn is_number<R>(expr: &Expr<R>) -> bool {
    matches!(expr, Expr::Number(_))
}
