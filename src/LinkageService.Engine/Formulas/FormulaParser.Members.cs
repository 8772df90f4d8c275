using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Formulas;

/// <summary>Reads <c>members(age >= 16, age &lt; 60)</c>: one bound of each kind at most, in this order.</summary>
internal sealed partial class FormulaParser
{
    private static readonly string[] Signs = [">=", "<=", "==", "=>", "=<", ">", "<", "=", "≥", "≤", "＞＝", "＜＝", "＞", "＜"];

    // After the bracket.
    private Name? ReadMembers(int at)
    {
        var opened = _at - 1;
        int? from = null, below = null;
        do
        {
            SkipSpace();
            var started = _at;
            if (Word() != "age")
            {
                _at = started;
                return FailMembers();
            }

            SkipSpace();
            started = _at;
            var sign = Array.Find(Signs, sign => string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0);
            _at += sign?.Length ?? 0;
            SkipSpace();
            var number = _at;
            var age = ReadAge();
            if (sign is ">=" && age is not null && from is null && below is null)
            {
                from = age;
            }
            else if (sign is "<" && age is not null && below is null)
            {
                below = age;
            }
            else
            {
                _at = sign is ">=" or "<" && age is null ? number : started;
                return FailMembers(sign, age);
            }

            SkipSpace();
        }
        while (Take(','));
        if (!Close(opened))
        {
            return null;
        }

        if (from >= below || below == 0)
        {
            _at = at;
            Fail(ProblemCodes.FormulaSyntax, "没有人在这两个年龄之间", "nobody is of an age between these two");
            return null;
        }

        return Name.Of(at + 1, new MemberCount(from, below));
    }

    private int? ReadAge()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return int.TryParse(_text.AsSpan(start.._at), NumberStyles.None, CultureInfo.InvariantCulture, out var age)
            && age <= MemberCount.MaxAge ? age : null;
    }

    private Name? FailMembers(string? sign = null, int? age = null)
    {
        var (zh, en) = (sign, age) switch
        {
            (">" or "＞", { } years) => ($"满 {years + 1} 周岁写 age >= {years + 1}", $"over {years} is written age >= {years + 1}"),
            ("<=" or "=<" or "≤" or "＜＝", { } years) =>
                ($"{years} 周岁及以下写 age < {years + 1}", $"up to {years} is written age < {years + 1}"),
            ("=>" or "≥" or "＞＝", { } years) => ($"写作 age >= {years}", $"write age >= {years}"),
            ("＜", { } years) => ($"写作 age < {years}", $"write age < {years}"),
            ("=" or "==", { } years) => ($"正好 {years} 周岁写 age >= {years}, age < {years + 1}",
                $"exactly {years} is written age >= {years}, age < {years + 1}"),
            _ => ($"满 70 周岁写 members(age >= 70)，不满 18 周岁写 members(age < 18)，两样都要写 members(age >= 16, age < 60)；"
                + $"周岁是 0 到 {MemberCount.MaxAge} 的整数，不写单位；所有的人写 members",
                $"write members(age >= 70), members(age < 18) or members(age >= 16, age < 60), with whole years from 0 to "
                + $"{MemberCount.MaxAge} and no unit; everybody is members"),
        };
        Fail(ProblemCodes.FormulaSyntax, zh, en);
        return null;
    }
}
