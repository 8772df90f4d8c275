using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Formulas;

/// <summary>
/// Reads <c>sum = term {(+|-) term}; term = factor {(*|/) factor}; factor = -factor | literal | name | call | members | (sum)</c>.
/// Stops at the first error, which is the one a person can act on.
/// </summary>
internal sealed partial class FormulaParser
{
    public const int MaxLength = 1000;
    public const int MaxDepth = 32;

    private readonly string _text;
    private int _at;
    private int _depth;
    private FormulaError? _error;

    private readonly RuleVersion _rules;

    private FormulaParser(string text, RuleVersion rules) => (_text, _rules) = (text, rules);

    public static Expression? Parse(string text, out FormulaError? error, RuleVersion rules = RuleVersions.Latest)
    {
        if (text.Length > MaxLength)
        {
            error = new FormulaError(ProblemCodes.FormulaTooLarge, 1,
                $"公式有 {text.Length} 个字符，最多 {MaxLength} 个",
                $"the formula has {text.Length} characters, at most {MaxLength} are read");
            return null;
        }

        var parser = new FormulaParser(text, rules);
        var expression = parser.Sum();
        parser.SkipSpace();
        if (parser._error is null && parser._at < text.Length)
        {
            parser.Unexpected("an operator or the end", "运算符或结尾", isAfterValue: true);
        }

        error = parser._error;
        return error is null ? expression : null;
    }

    private Expression? Sum()
    {
        if (++_depth > MaxDepth)
        {
            Fail(ProblemCodes.FormulaTooLarge, $"公式嵌套超过 {MaxDepth} 层", $"the formula nests deeper than {MaxDepth}");
            return null;
        }

        var left = Chain(Term, '+', '-');
        _depth--;
        return left;
    }

    private Expression? Term() => Chain(Factor, '*', '/');

    private Expression? Chain(Func<Expression?> operand, char first, char second)
    {
        var left = operand();
        while (left is not null && _error is null)
        {
            SkipSpace();
            var at = _at;
            if (!Take(first) && !Take(second))
            {
                return left;
            }

            var symbol = _text[at];
            var right = operand();
            left = right is null ? null : new Binary(at + 1, symbol, left, right);
        }

        return left;
    }

    private Expression? Factor()
    {
        SkipSpace();
        var at = _at;
        if (_at >= _text.Length)
        {
            Unexpected("a number or a name", "数字或名称", isAfterValue: false);
            return null;
        }

        if (Take('-'))
        {
            if (++_depth > MaxDepth)
            {
                Fail(ProblemCodes.FormulaTooLarge, $"公式嵌套超过 {MaxDepth} 层", $"the formula nests deeper than {MaxDepth}");
                return null;
            }

            var operand = Factor();
            _depth--;
            return operand is null ? null : new Negation(at + 1, operand);
        }

        if (Take('('))
        {
            var inner = Sum();
            return Close(at) ? inner : null;
        }

        if (char.IsAsciiDigit(_text[_at]) || (_rules != RuleVersion.First && char.IsDigit(_text[_at])))
        {
            return ReadLiteral(at);
        }

        if (Word() is { Length: > 0 } name)
        {
            SkipSpace();
            return (name, Take('(')) switch
            {
                (MemberCount.Word, true) => ReadMembers(at),
                (MemberCount.Word, false) => Name.Of(at + 1, MemberCount.All),
                (_, true) => ReadCall(at, name),
                (_, false) => new Name(at + 1, name),
            };
        }

        Unexpected("a number or a name", "数字或名称", isAfterValue: false);
        return null;
    }

    private Literal? ReadLiteral(int at)
    {
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            _at++;
        }

        if (_rules != RuleVersion.First && FailAtSpelling(at))
        {
            return null;
        }

        var digits = _text.AsSpan(at, _at - at);
        if (DecimalText.TryParse(digits, maxDecimals: 12, out Fraction value) != DecimalFault.None)
        {
            _at = at;
            Fail(ProblemCodes.FormulaSyntax, $"“{digits}”不是数字（小数点前最多 14 位，后最多 12 位）",
                $"\"{digits}\" is not a number (at most 14 digits before the point and 12 after it)");
            return null;
        }

        if (Take('%'))
        {
            return new Literal(at + 1, value / 100, Unit: null, IsPercent: true);
        }

        SkipSpace();
        return new Literal(at + 1, value, Word() is { Length: > 0 } unit ? Units.Canonical(unit) : null);
    }

    // 10,500 is one number to people and two arguments to a reader; 10 %, 5‰ and 30万 are numbers to people only.
    private bool FailAtSpelling(int at)
    {
        var end = FormulaNumbers.EndOf(_text, at, _at);
        if (end == _at)
        {
            return false;
        }

        var (zh, en) = FormulaNumbers.Fault(_text[at..end]);
        _at = at;
        Fail(ProblemCodes.FormulaSyntax, zh, en);
        return true;
    }

    private Call? ReadCall(int at, string name)
    {
        var opened = _at - 1;
        var arguments = new List<Expression>();
        do
        {
            if (Sum() is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
            SkipSpace();
        }
        while (Take(','));
        return Close(opened) ? new Call(at + 1, name, arguments) : null;
    }

    private string Word()
    {
        var start = _at;
        _at += Names.LengthAt(_text, start);
        return _text[start.._at];
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && (_text[_at] is ' ' or '\t' or '\n' or '\r'))
        {
            _at++;
        }
    }

    private bool Take(char wanted)
    {
        if (_at < _text.Length && _text[_at] == wanted)
        {
            _at++;
            return true;
        }

        return false;
    }

    // The bracket that was opened at a place of the text.
    private bool Close(int opened)
    {
        if (_error is not null)
        {
            return false;
        }

        SkipSpace();
        if (Take(')'))
        {
            return true;
        }

        if (_at >= _text.Length)
        {
            Fail(ProblemCodes.FormulaSyntax, $"此处应为“)”，公式却到此结束；第 {opened + 1} 列的“(”没有合上",
                $"expected \")\", got the end; the \"(\" at column {opened + 1} is not closed");
            return false;
        }

        Unexpected("\")\"", "“)”", isAfterValue: true);
        return false;
    }

    private void Unexpected(string wanted, string wantedZh, bool isAfterValue)
    {
        if (_at >= _text.Length)
        {
            Fail(ProblemCodes.FormulaSyntax, $"此处应为{wantedZh}，公式却到此结束", $"expected {wanted}, got the end");
            return;
        }

        // Whole characters only: half of one is no text and could not be sent as an answer.
        var got = Rune.TryGetRuneAt(_text, _at, out var rune) ? rune.ToString() : "\uFFFD";
        var word = Names.LengthAt(_text, _at) is > 0 and var length ? _text.Substring(_at, length) : got;
        var (zh, en) = isAfterValue && FormulaNumbers.OfTwoWords(_text, _at, word.Length) is var (number, spelling)
            ? ($"；“{number}”写作 {spelling.Zh}", $"; \"{number}\" is written {spelling.En}")
            : isAfterValue && FormulaNumbers.ExponentBefore(_text, _at) is { } plain ? ("；" + plain.Zh, "; " + plain.En)
            : FormulaSigns.Cure(_text, _at, got, isAfterValue);
        Fail(ProblemCodes.FormulaSyntax, $"此处应为{wantedZh}，得到“{NumberProblems.Shorten(word)}”{zh}",
            $"expected {wanted}, got \"{NumberProblems.Shorten(word)}\"{en}");
    }

    private void Fail(ProblemCode code, string zh, string en) => _error ??= new FormulaError(code, _at + 1, zh, en);
}
