using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace LinkageService.Tests;

/// <summary>
/// Does every sum of a text again: <c>175,654.32 元 × 40% = 70,261.728 元</c>. Whatever is said in words instead of numbers is no sum.
/// A result that ends with … goes on behind the places shown.
/// </summary>
internal static partial class PocketCalculator
{
    /// <summary>The sums that were done again, and the first that is wrong.</summary>
    public static (int Sums, string? Wrong) Redo(string text)
    {
        var tokens = Tokens().Matches(Unit().Replace(Account().Replace(text, ""), "$1")).Select(match => match.Value).ToArray();
        var sums = 0;
        for (var at = 1; at + 1 < tokens.Length; at++)
        {
            if (tokens[at] == "=" && Before(tokens, at) is { } left && After(tokens, at) is { } right)
            {
                sums++;
                var goesOn = left.Concat(right).Any(token => token.Contains('…', StringComparison.Ordinal));
                if (!AreEqual(new Reader(left).Value(), new Reader(right).Value(), goesOn))
                {
                    return (sums, string.Join(' ', left) + " = " + string.Join(' ', right));
                }
            }
        }

        return (sums, null);
    }

    /// <summary>Reads a number or a sum alone: <c>0.7</c>, <c>1/3</c>.</summary>
    public static (BigInteger Over, BigInteger Under) Read(string sum) =>
        new Reader(Tokens().Matches(sum).Select(match => match.Value).ToArray()).Value();

    private static bool AreEqual((BigInteger Over, BigInteger Under) left, (BigInteger Over, BigInteger Under) right, bool goesOn)
    {
        var difference = BigInteger.Abs((left.Over * right.Under) - (right.Over * left.Under));
        var places = BigInteger.Pow(10, 6);
        return goesOn ? difference * places < BigInteger.Abs(left.Under * right.Under) + BigInteger.Abs(left.Over * right.Under)
            : difference.IsZero;
    }

    // The numbers and signs up to a word; null where a word takes part in the sum.
    private static string[]? Before(string[] tokens, int equals)
    {
        var (start, depth) = (equals, 0);
        while (start > 0)
        {
            var token = tokens[start - 1];
            var takesPart = IsNumber(token) || token is "×" or "÷" or "+" or "−" or "/" or ")"
                || (depth > 0 && token is "(" or "," or "min" or "max");
            if (!takesPart)
            {
                break;
            }

            depth += token == ")" ? 1 : token == "(" ? -1 : 0;
            start--;

            // Two numbers side by side: 第 1 组 100.00 × 7.
            if (depth == 0 && start > 0 && (IsNumber(tokens[start]) || tokens[start] == "(") && IsNumber(tokens[start - 1]))
            {
                break;
            }
        }

        if (depth == 0 && start > 0 && tokens[start] == "(" && tokens[start - 1] is "min" or "max")
        {
            start--;
        }

        var all = tokens[start..equals];
        return depth == 0 && all.Length > 0 && all[0] is not ("×" or "÷" or "+" or "/") && new Reader(all).IsWhole() ? all : null;
    }

    private static string[]? After(string[] tokens, int equals)
    {
        var (end, depth) = (equals + 1, 0);
        while (end < tokens.Length && (IsNumber(tokens[end]) || tokens[end] is "×" or "÷" or "+" or "−" or "/" or "(" or "min" or "max"
            || (depth > 0 && tokens[end] is ")" or ",")))
        {
            depth += tokens[end] == "(" ? 1 : tokens[end] == ")" ? -1 : 0;
            end++;
        }

        var all = tokens[(equals + 1)..end];
        return all.Length > 0 && new Reader(all).IsWhole() ? all : null;
    }

    private static bool IsNumber(string token) => char.IsAsciiDigit(token[^1]) || token[^1] is '%' or '…';

    // 3 亩 and 5 元/亩 without their units.
    [GeneratedRegex(@"([\d%…]) ?[\p{IsCJKUnifiedIdeographs}·]+(?:/[\p{IsCJKUnifiedIdeographs}·]+)?(?= [×÷+−=]|\))",
        RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Unit();

    // “利润” 1.00 元 + “年初” 2.00 元 = 3.00 元 without whose they are.
    [GeneratedRegex("“[^”]*” (?=[0-9])", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Account();

    [GeneratedRegex(@"(?<![\p{L}_])-?\d+(?:,\d{3})*(?:\.\d+)?…?%?(?![\p{L}_])|[×÷+−=/()]|,(?= )|\w+|[^\s]",
        RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Tokens();

    /// <summary>Reads a sum from the left, × and ÷ before + and −, as people do.</summary>
    private sealed class Reader(string[] tokens)
    {
        private int _at;

        public bool IsWhole()
        {
            try
            {
                _at = 0;
                Sum();
                return _at == tokens.Length;
            }
            catch (FormatException)
            {
                return false;
            }
        }

        public (BigInteger Over, BigInteger Under) Value()
        {
            _at = 0;
            return Sum();
        }

        private (BigInteger Over, BigInteger Under) Sum()
        {
            var sum = Product();
            while (Next() is "+" or "−")
            {
                var sign = tokens[_at++] == "+" ? 1 : -1;
                var (over, under) = Product();
                sum = ((sum.Over * under) + (sign * over * sum.Under), sum.Under * under);
            }

            return sum;
        }

        private (BigInteger Over, BigInteger Under) Product()
        {
            var product = Factor();
            while (Next() is "×" or "÷" or "/")
            {
                var isTimes = tokens[_at++] == "×";
                var (over, under) = Factor();
                product = isTimes ? (product.Over * over, product.Under * under) : (product.Over * under, product.Under * over);
            }

            return product.Under.Sign < 0 ? (-product.Over, -product.Under) : product;
        }

        private (BigInteger Over, BigInteger Under) Factor()
        {
            switch (Next())
            {
                case "−":
                    _at++;
                    var (over, under) = Factor();
                    return (-over, under);
                case "(":
                    _at++;
                    var inner = Sum();
                    Take(")");
                    return inner;
                case "min" or "max":
                    return Choice(tokens[_at++] == "max" ? 1 : -1);
                case { } number when IsNumber(number):
                    _at++;
                    return Number(number);
                default:
                    throw new FormatException();
            }
        }

        private (BigInteger Over, BigInteger Under) Choice(int sign)
        {
            Take("(");
            var chosen = Sum();
            while (Next() == ",")
            {
                _at++;
                var other = Sum();
                chosen = sign * ((other.Over * chosen.Under) - (chosen.Over * other.Under)).Sign > 0 ? other : chosen;
            }

            Take(")");
            return chosen;
        }

        private string? Next() => _at < tokens.Length ? tokens[_at] : null;

        private void Take(string token)
        {
            if (Next() != token)
            {
                throw new FormatException();
            }

            _at++;
        }

        private static (BigInteger Over, BigInteger Under) Number(string token)
        {
            var digits = token.Replace(",", "", StringComparison.Ordinal).TrimEnd('%').TrimEnd('…');
            var point = digits.IndexOf('.', StringComparison.Ordinal);
            var decimals = point < 0 ? 0 : digits.Length - point - 1;
            return (BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture),
                BigInteger.Pow(10, decimals + (token.EndsWith('%') ? 2 : 0)));
        }
    }
}
