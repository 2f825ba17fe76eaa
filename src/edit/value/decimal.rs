//! Numbers digit by digit, so that sums are exact whatever a double could hold.

use std::fmt;

use serde_json::{Number, Value};

/// Places behind the point beyond which nothing is counted: as many as there can be digits.
const MOST_PLACES: u32 = 38;

/// A number as whole digits with a point so many places from their end; no zero stands last behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimal {
    /// The number that a text of JSON spells, unless it has more digits than fit.
    pub(super) fn read(number: &str) -> Option<Self> {
        let (mantissa, exponent) = match number.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (number, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        if digits == 0 {
            return Some(Self { digits, places: 0 });
        }
        let places = i64::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        match u32::try_from(places) {
            Ok(places) => {
                Some(Self { digits, places }.shortest()).filter(|number| number.places <= MOST_PLACES)
            }
            Err(_) => Some(Self { digits: shifted(digits, u32::try_from(-places).ok()?)?, places: 0 }),
        }
    }

    /// The sum, unless it has more digits than fit.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let digits = shifted(self.digits, places - self.places)?
            .checked_add(shifted(other.digits, places - other.places)?)?;
        Some(Self { digits, places }.shortest())
    }

    /// The number on the other side of zero, unless that has more digits than fit.
    pub(super) fn negative(self) -> Option<Self> {
        Some(Self { digits: self.digits.checked_neg()?, ..self })
    }

    fn shortest(mut self) -> Self {
        while self.places > 0 && self.digits % 10 == 0 {
            self = Self { digits: self.digits / 10, places: self.places - 1 };
        }
        self
    }

    /// The number as JSON.
    pub(super) fn value(self) -> Option<Value> {
        serde_json::from_str::<Number>(&self.to_string()).ok().map(Value::from)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let places = self.places as usize;
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let point = if places > 0 { "." } else { "" };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

/// The digits with so many zeros behind them.
fn shifted(digits: i128, zeros: u32) -> Option<i128> {
    digits.checked_mul(10_i128.checked_pow(zeros)?)
}

/// Whether two values are the same but for the spelling of their numbers.
pub(in crate::edit) fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            match (Decimal::read(one.as_str()), Decimal::read(other.as_str())) {
                (Some(one), Some(other)) => one == other,
                _ => one == other,
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_there =
                |(key, own): (&String, &Value)| other.get(key).is_some_and(|other| equal(own, other));
            one.len() == other.len() && one.iter().all(is_there)
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn shortest(number: &str) -> Option<String> {
        Decimal::read(number).map(|decimal| decimal.to_string())
    }

    #[test]
    fn a_number_is_read_in_any_spelling_and_written_in_its_fewest_digits() {
        for (spelt, expected) in [
            ("0", "0"),
            ("-0.00e5", "0"),
            ("1.50", "1.5"),
            ("-0.05", "-0.05"),
            ("1E3", "1000"),
            ("12.5e-3", "0.0125"),
            ("120e-1", "12"),
            ("12345678901234567890123", "12345678901234567890123"),
        ] {
            assert_eq!(shortest(spelt).as_deref(), Some(expected), "{spelt}");
        }
        for spelt in [
            "1e39",
            "1e-39",
            "1e-70000",
            "1e-4000000000",
            "1e99999999999999999999",
            "1234567890123456789012345678901234567890",
        ] {
            assert_eq!(shortest(spelt), None, "{spelt}");
        }
        let least = Decimal::read("-170141183460469231731687303715884105728").unwrap();
        assert_eq!(least.negative(), None);
    }

    #[test]
    fn values_are_equal_whatever_the_spelling_of_their_numbers() {
        let spelt = |text: &str| crate::json::Document::parse(text.into()).unwrap().root().to_value();
        assert!(equal(&spelt("[1.50, {\"a\": 1e2}]"), &spelt("[1.5, {\"a\": 100}]")));
        assert!(!equal(&spelt("12345678901234567890123"), &spelt("12345678901234567890124")));
        assert!(!equal(&json!({"a": 1}), &json!({"b": 1})));
    }

    proptest! {
        #[test]
        fn a_sum_is_exact_and_can_be_taken_back(one in any::<i64>(), other in any::<i64>(), places in 0..9_u32) {
            let read = |digits: i64| Decimal::read(&format!("{digits}e-{places}")).unwrap();
            let sum = read(one).plus(read(other)).unwrap();
            let digits = i128::from(one) + i128::from(other);
            prop_assert_eq!(sum, Decimal { digits, places }.shortest());
            prop_assert_eq!(sum.plus(read(other).negative().unwrap()), Some(read(one)));
            prop_assert_eq!(Decimal::read(&sum.to_string()), Some(sum));
        }
    }
}
