//! Reading a formula's text into its tree.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::error::FormulaError;
use super::expr::{Binary, Expr, Name};
use super::function::{Function, Kind};
use super::token::{Placed, Token, tokens};

/// Characters that a formula may have.
const LONGEST: usize = 2000;
/// Brackets, functions and signs that may stand in one another.
const DEEPEST: usize = 64;
/// Operators that may be strung together on one level: each adds to the depth of the tree.
const LONGEST_CHAIN: usize = 128;
/// How deep a tree may be with all its chains: who walks it needs the stack for it.
const DEEPEST_TREE: usize = 200;
/// Parts that a tree may have: the middle of `a < x < b` stands in it twice.
const MOST_PARTS: usize = 4000;

/// Reads a formula.
///
/// # Errors
/// [`FormulaError`] where the text is none, is longer than 2,000 characters, nests deeper than 64, or makes a tree
/// deeper than 200.
pub fn parse(text: &str) -> Result<Expr<Name>, FormulaError> {
    let chars: Vec<char> = text.chars().take(LONGEST + 1).collect();
    if chars.len() > LONGEST {
        return Err(FormulaError::new(LONGEST, format!("公式太长：最多 {LONGEST} 个字。")));
    }
    let mut parser = Parser { tokens: tokens(&chars)?, chars: &chars, at: 0, depth: 0, copied: 0 };
    let expr = parser.disjunction()?;
    match parser.token() {
        Token::End if is_deep(&expr) => Err(FormulaError::new(0, "公式套得太深：带括号的部分里连写的运算太多。")),
        Token::End => Ok(expr),
        Token::Close => Err(parser.error("这个右括号前面没有左括号。")),
        _ => Err(parser.unexpected("运算符（如 +、>=、and）或公式的结尾")),
    }
}

/// Whether a tree is too deep; found out without descending into it.
fn is_deep(expr: &Expr<Name>) -> bool {
    let mut open = vec![(expr, 1)];
    while let Some((part, depth)) = open.pop() {
        if depth > DEEPEST_TREE {
            return true;
        }
        open.extend(part.parts().into_iter().map(|inner| (inner, depth + 1)));
    }
    false
}

type Parsed = Result<Expr<Name>, FormulaError>;

struct Parser<'a> {
    tokens: Vec<Placed>,
    chars: &'a [char],
    at: usize,
    depth: usize,
    /// Parts that were written once and stand in the tree again.
    copied: usize,
}

impl Parser<'_> {
    fn token(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |placed| &placed.token)
    }

    fn token_behind(&self) -> &Token {
        self.tokens.get(self.at + 1).map_or(&Token::End, |placed| &placed.token)
    }

    /// Where the present token stands, in characters.
    fn place(&self) -> usize {
        self.tokens.get(self.at).map_or(self.chars.len(), |placed| placed.from)
    }

    fn takes(&mut self, token: &Token) -> bool {
        let stands = self.token() == token;
        self.at += usize::from(stands);
        stands
    }

    fn takes_operator(&mut self, fits: impl Fn(Binary) -> bool) -> Option<Binary> {
        match *self.token() {
            Token::Operator(operator) if fits(operator) => {
                self.at += 1;
                Some(operator)
            }
            _ => None,
        }
    }

    fn error(&self, message: impl Into<String>) -> FormulaError {
        FormulaError::new(self.place(), message)
    }

    fn unexpected(&self, wanted: &str) -> FormulaError {
        match self.tokens.get(self.at) {
            Some(placed) if placed.token != Token::End => {
                let stands: String = self.chars.get(placed.from..placed.to).unwrap_or_default().iter().collect();
                self.error(format!("这里写着「{stands}」，应当是{wanted}。"))
            }
            _ if self.at == 0 => self.error("公式是空的。"),
            _ => self.error(format!("公式到这里断了，后面还要有{wanted}。")),
        }
    }

    /// Reads something that stands one deeper.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, FormulaError>) -> Result<T, FormulaError> {
        if self.depth == DEEPEST {
            return Err(self.error(format!("公式套得太深：最多 {DEEPEST} 层。")));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// `a ? b ? c`, where each operator takes all that is left of it.
    fn chain(&mut self, fits: impl Fn(Binary) -> bool, operand: impl Fn(&mut Self) -> Parsed) -> Parsed {
        let mut left = operand(self)?;
        let mut length = 0;
        while let Some(operator) = self.takes_operator(&fits) {
            length += 1;
            if length > LONGEST_CHAIN {
                return Err(self.error(format!("连写的运算太多：最多 {LONGEST_CHAIN} 个，可以用括号分段。")));
            }
            left = Expr::binary(operator, left, operand(self)?);
        }
        Ok(left)
    }

    fn disjunction(&mut self) -> Parsed {
        self.chain(|operator| operator == Binary::Or, Self::conjunction)
    }

    fn conjunction(&mut self) -> Parsed {
        self.chain(|operator| operator == Binary::And, Self::negation)
    }

    fn negation(&mut self) -> Parsed {
        if self.takes(&Token::Not) {
            return self.inside(|parser| Ok(Expr::Not(Box::new(parser.negation()?))));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed {
        let first = self.sum()?;
        let denied =
            *self.token() == Token::Not && matches!(self.token_behind(), Token::In | Token::Operator(Binary::Like));
        self.at += usize::from(denied);
        let compared = if self.takes(&Token::In) {
            Expr::In(Box::new(first), self.list()?)
        } else if let Some(operator) = self.takes_operator(Binary::compares) {
            let second = self.sum()?;
            let next = match *self.token() {
                Token::Operator(next) if next.continues(operator) => Some(next),
                _ => None,
            };
            match next {
                Some(next) => {
                    let middle = self.copy(&second)?;
                    self.at += 1;
                    let third = self.sum()?;
                    Expr::binary(Binary::And, Expr::binary(operator, first, second), Expr::binary(next, middle, third))
                }
                None => Expr::binary(operator, first, second),
            }
        } else {
            first
        };
        if matches!(*self.token(), Token::In) || matches!(*self.token(), Token::Operator(next) if next.compares()) {
            let message = "比较不能这样连写：只能写成 a <= x < b，其余的用 and 分开。";
            return Err(self.error(message));
        }
        Ok(if denied { Expr::Not(Box::new(compared)) } else { compared })
    }

    /// The same part once more; chains within chains would double without end.
    fn copy(&mut self, part: &Expr<Name>) -> Parsed {
        part.walk(&mut |_| self.copied += 1);
        if self.copied + self.tokens.len() > MOST_PARTS {
            return Err(self.error("连写的比较套得太多，请用 and 分开写。"));
        }
        Ok(part.clone())
    }

    fn list(&mut self) -> Result<Vec<Expr<Name>>, FormulaError> {
        if !self.takes(&Token::Open) {
            return Err(self.unexpected("左括号：in 后面写成 in ('甲', '乙')"));
        }
        self.inside(|parser| parser.up_to_close())
    }

    /// What stands between commas up to the closing bracket: one at the least.
    fn up_to_close(&mut self) -> Result<Vec<Expr<Name>>, FormulaError> {
        let mut listed = vec![self.disjunction()?];
        while self.takes(&Token::Comma) {
            listed.push(self.disjunction()?);
        }
        if self.takes(&Token::Close) { Ok(listed) } else { Err(self.unexpected("逗号或右括号")) }
    }

    fn sum(&mut self) -> Parsed {
        self.chain(|operator| matches!(operator, Binary::Plus | Binary::Minus), Self::product)
    }

    fn product(&mut self) -> Parsed {
        self.chain(|operator| matches!(operator, Binary::Times | Binary::Over), Self::signed)
    }

    fn signed(&mut self) -> Parsed {
        if !self.takes(&Token::Operator(Binary::Minus)) {
            return self.operand();
        }
        if let Token::Number(number) = *self.token() {
            self.at += 1;
            return Ok(Expr::Number(-number));
        }
        self.inside(|parser| Ok(Expr::Negate(Box::new(parser.signed()?))))
    }

    fn operand(&mut self) -> Parsed {
        let at = self.place();
        let expr = match self.token() {
            Token::Number(number) => Expr::Number(*number),
            Token::Text(text) => Expr::Text(Arc::from(text.as_str())),
            Token::Day(day) => Expr::Day(*day),
            Token::Truth(truth) => Expr::Truth(*truth),
            Token::Name(_) if *self.token_behind() == Token::Open => return self.call(),
            Token::Name(name) => Expr::Name(Name { text: name.clone(), at }),
            Token::Open => {
                self.at += 1;
                let mut listed = self.inside(Self::up_to_close)?;
                return match (listed.pop(), listed.is_empty()) {
                    (Some(only), true) => Ok(only),
                    _ => Err(FormulaError::new(at, "括号里只能有一个式子；几个值的列表写在 in 后面。")),
                };
            }
            Token::Not => return Err(self.error("「不是」（not）写在整个比较的前面，或放进括号里。")),
            _ => return Err(self.unexpected("数字、名称、文字或左括号")),
        };
        self.at += 1;
        Ok(expr)
    }

    fn call(&mut self) -> Parsed {
        let at = self.place();
        let name = match self.token() {
            Token::Name(name) => name.clone(),
            _ => String::new(),
        };
        let Some(function) = Function::find(&name) else {
            let near = Function::nearest(&name).map_or_else(
                || format!("可以用的有：{}", Function::ALL.map(Function::name).join("、")),
                |near| format!("是不是「{}」？", near.name()),
            );
            return Err(self.error(format!("没有叫做「{name}」的函数，{near}")));
        };
        self.at += 2;
        let arguments = if self.takes(&Token::Close) { Vec::new() } else { self.inside(Self::up_to_close)? };
        let fits = |wrong: String| FormulaError::new(at, format!("「{}」{wrong}", function.name()));
        check(function, &arguments).map_err(fits)?;
        Ok(Expr::Call(function, arguments))
    }
}

/// What is wrong about the arguments of a function, as far as their shape tells.
fn check(function: Function, arguments: &[Expr<Name>]) -> Result<(), String> {
    let (least, most) = function.arity();
    let given = arguments.len();
    if !(least..=most).contains(&given) {
        let wanted = if least == most { format!("{least} 个") } else { format!("{least} 到 {most} 个") };
        return Err(format!("要有 {wanted}参数，写了 {given} 个。"));
    }
    let is_name = matches!(arguments.first(), Some(Expr::Name(_)));
    if function.kind() == Kind::Aggregate && !is_name {
        return Err("的第一个参数要写项目、类别或表的名称。".to_owned());
    }
    match (function, arguments) {
        (Function::Closed, _) if !is_name => Err("的参数要写名称。".to_owned()),
        (Function::Branch, [Expr::Call(of, _)]) if of.kind() == Kind::Aggregate => Ok(()),
        (Function::Branch, _) => Err("里面要写 count、sum、any 等对记录的统计。".to_owned()),
        (Function::Round, [_, Expr::Number(places), ..]) if places.as_count().is_none_or(|places| places > 6) => {
            Err("的第二个参数是小数位数，只能是 0 到 6 的整数。".to_owned())
        }
        (Function::Round, [_, _, Expr::Text(way)]) if ["up", "down", "half_even"].contains(&&**way) => Ok(()),
        (Function::Round, [_, _, _]) => Err("的第三个参数只能是 'up'、'down' 或 'half_even'。".to_owned()),
        _ => Ok(()),
    }
}
