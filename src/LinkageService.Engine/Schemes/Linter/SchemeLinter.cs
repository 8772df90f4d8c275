using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>Warns of what a document may say and a village would regret: it is computed, and pays otherwise than was meant.
/// Only of documents without errors: what others would do is not guessed at.</summary>
internal static class SchemeLinter
{
    private static readonly string[] AtMostWords =
        ["不超过", "不得超过", "不能超过", "不高于", "不得高于", "不多于", "不得多于", "不大于", "至多", "最多"];

    private static readonly string[] AtLeastWords =
        ["不低于", "不得低于", "不能低于", "不少于", "不得少于", "不小于", "至少", "最少"];

    public static void Check(Scheme scheme, FormulaScope scope, ProblemList problems)
    {
        foreach (var step in scheme.Steps)
        {
            if (step is AllocateStep allocate)
            {
                CheckOver(scheme, allocate, problems);
                SameForEveryone.CheckWeight(allocate, problems);
                RateLinter.CheckFloor(scheme, scope, allocate, problems);
                CheckIfEmpty(scheme, allocate, problems);
            }

            if (step is TakeStep take)
            {
                CheckBound(take, problems);
            }

            if (step is WithholdStep withhold)
            {
                RateLinter.CheckWithheld(withhold, problems);
            }

            RateLinter.CheckFactors(scheme, step, problems);

            if (step is SelectStep select && !scope.Used.Contains(select.As))
            {
                Warn(problems, ProblemCodes.UnusedGroup, select, "as",
                    $"选出来的人群“{select.As}”没有步骤使用", $"no step uses the group \"{select.As}\" that is selected");
            }
        }

        CheckTitles(scheme, problems);
        CheckTags(scheme, problems);
        CheckValues(scheme, problems);
        CarriedNames.Warn(scheme, problems);
        GroupLinter.Check(scheme, problems);
        BandLinter.Check(scheme, scope, problems);
        PoolLinter.Check(scheme, scope, problems);
        foreach (var step in scheme.Steps)
        {
            BareBounds.Check(scheme, step, problems);
            ConstantLinter.Check(scheme, scope, step, problems);
            ClauseLinter.Check(scheme, scope, step, problems);
        }

        ShareLinter.Check(scheme, scope, problems);
    }

    // No roster has registred, and nobody would be paid.
    private static void CheckTags(Scheme scheme, ProblemList problems)
    {
        var conditions = scheme.Groups.Select(group => group.Condition).Concat(scheme.Steps.SelectMany(step => step.Conditions));
        foreach (var tag in conditions.SelectMany(condition => condition.Parts()).OfType<TagCondition>().DistinctBy(tag => tag.Tag))
        {
            if (!AccountWords.KnownTags.Contains(tag.Tag, StringComparer.Ordinal)
                && (Nearest.To(tag.Tag, AccountWords.KnownTags) ?? RosterNames.NearTagWord(tag.Tag)) is { } near)
            {
                problems.Add(ProblemCodes.TagMistyped, tag.Field, tag.At,
                    $"人员类别“{tag.Tag}”和常用的“{near}”（{AccountWords.OfTag(RosterNames.Tag(near)).Zh}）只差一点，名册里没有这个写法就一户也不算",
                    $"the tag \"{tag.Tag}\" is nearly \"{near}\"; where no roster has it so, it counts nobody",
                    new LocalizedText($"是不是“{near}”？", $"Did you mean \"{near}\"?"));
            }
        }
    }

    // 村公积金 stands on the notice, not village_reserve: of a document that is written for people who read Chinese.
    private static void CheckTitles(Scheme scheme, ProblemList problems)
    {
        if (scheme.Title.Zh.All(char.IsAscii))
        {
            return;
        }

        var (titles, seen) = (new SchemeTitles(scheme), new HashSet<string>(StringComparer.Ordinal));
        foreach (var step in scheme.Steps)
        {
            foreach (var account in step.Accounts.Where(account => account.Kind != AccountKind.Pool && seen.Add(account.Name)))
            {
                if (titles.Of(account).Zh.All(char.IsAscii))
                {
                    Warn(problems, ProblemCodes.AccountWithoutTitle, step, account.Kind == AccountKind.Payer ? "from" : "into",
                        $"账户“{account.Name}”没有中文名称，公示表和明细表上会原样印出来",
                        $"the account \"{account.Name}\" has no Chinese name: notice and workbook print it as it is",
                        new LocalizedText($"在 accounts 里写名称：{account.Name}: {{ title: … }}；或直接用中文名：{Kind(account)}:…",
                            $"Name it under accounts, {account.Name}: {{ title: … }}, or use a Chinese name: {Kind(account)}:…"));
                }
            }
        }

        CheckNames(scheme, problems);

        static string Kind(Account account) => account.ToString().Split(':')[0];
    }

    // Columns of the notice and the lists are headed by these. Said once for all of them, and only of a document in Chinese alone: one
    // that has its title in two languages was written by somebody who reads both.
    private static void CheckNames(Scheme scheme, ProblemList problems)
    {
        (string Path, string Name, bool HasWords)[] names =
        [
            .. scheme.Inputs.Where(input => input.IsPool).Select(input => ("inputs." + input.Name, input.Name, HasTitle(input.Title))),
            .. scheme.Holdings.Where(holding => holding.Members is null).Select(holding =>
                ("holdings." + holding.Name, holding.Name, HasTitle(holding.Title))),
            .. scheme.Labels.Select(label => ("labels." + label.Name, label.Name, HasTitle(label.Title))),
            .. scheme.Steps.Where(step => step.GivesLines).Select(step =>
                (step.Field + ".id", step.Id, step.Title.Zh != step.Id || BenefitWords.Of(step.Benefit) is not null
                    || !step.Benefit.All(char.IsAscii))),
        ];
        var bare = names.Where(row => !row.HasWords && row.Name.All(char.IsAscii)).ToArray();
        if (bare.Length == 0 || scheme.Title.Zh != scheme.Title.En)
        {
            return;
        }

        var (list, first) = (string.Join(", ", bare.Select(row => row.Name).Distinct(StringComparer.Ordinal)), bare[0]);
        problems.Add(ProblemCodes.NameWithoutTitle, first.Path, DocumentPlaces.Follow(scheme.Document, first.Path),
            $"这些名称没有中文，公示表和通知单上会原样印出来：{list}", $"these names have no Chinese words, and notices print them as they are: {list}",
            new LocalizedText($"各写上 title，如 {first.Name} 里写 title: …，或者直接用中文作名称",
                $"Give each a title, such as title: … in {first.Name}, or use Chinese names"));

        static bool HasTitle(LocalizedText title) => title.Zh.Length > 0;
    }

    private static void CheckValues(Scheme scheme, ProblemList problems)
    {
        var rows = scheme.Parameters.SelectMany(parameter => parameter.Values.Select(value => (parameter.Name, value.Year)))
            .Concat(scheme.Tiers.SelectMany(table => table.Later.Select(later => (table.Name, later.Year))));
        foreach (var (name, year) in rows.Where(row => row.Year > scheme.EffectiveTo))
        {
            var field = $"parameters.{name}.values.{year}";
            problems.Add(ProblemCodes.ValueNeverApplies, field, DocumentPlaces.Follow(scheme.Document, field),
                $"方案只用到 {scheme.EffectiveTo} 年，{year} 年起的值用不到",
                $"the scheme ends in {scheme.EffectiveTo}: a value from {year} on never applies");
        }
    }

    // Who is in "to" and not in "over" has no share, and gets nothing.
    private static void CheckOver(Scheme scheme, AllocateStep step, ProblemList problems)
    {
        if (step.Over is { } over && !new GroupLinter(scheme).IsWithin(step.To ?? "everyone", over))
        {
            var to = step.To ?? "everyone";
            Warn(problems, ProblemCodes.GroupOutsideOver, step, "over",
                $"分给“{to}”，却按“{over}”算权重；不在“{over}”里的户一分也分不到",
                $"\"{to}\" is paid by weights of \"{over}\": who is not of \"{over}\" gets nothing");
        }
    }

    // With nobody in the group the run stops, in front of the assembly.
    private static void CheckIfEmpty(Scheme scheme, AllocateStep step, ProblemList problems)
    {
        if (step.SaysIfEmpty || step.Base is not { } group)
        {
            return;
        }

        // Somebody is in it for sure, or the step is not done without; a group nobody can be in is reported by itself.
        var (groups, there) = (new GroupLinter(scheme), step.Head.When?.Group ?? "everyone");
        if (!groups.IsWithin(there, group) && groups.CanHold(new GroupCondition(At: null, "", group))
            && !IsChosen(scheme, groups, group, there) && !IsFedForThem(scheme, groups, step, group))
        {
            var key = step.Over is null ? "to" : "over";
            problems.Add(ProblemCodes.GroupMayBeEmpty, step.Field + "." + key, DocumentPlaces.Follow(step.Head.At, key),
                $"“{group}”可能一户也没有，那时有钱也没有人可分，计算会停下",
                $"\"{group}\" may have no household: the money then has nobody to go to, and the run stops",
                new LocalizedText("写 ifEmpty: keep，钱留在池里由后面的步骤安排；就是要停下的，写 ifEmpty: fail",
                    "ifEmpty: keep leaves the money in its pool for a later step; ifEmpty: fail says that stopping is meant"));
        }
    }

    // Places that are there for sure, filled from a group that somebody is in.
    private static bool IsChosen(Scheme scheme, GroupLinter groups, string group, string there) =>
        scheme.Steps.OfType<SelectStep>().Any(select => select.As == group
            && select.Places.Expression is Literal { Value: var places } && places >= Fraction.One
            && select.Head.When is null && groups.IsWithin(there, select.From ?? "everyone"));

    // Every step that puts money into the pool is done only if there is somebody: no group, no money to share.
    private static bool IsFedForThem(Scheme scheme, GroupLinter groups, AllocateStep step, string group)
    {
        var feeding = scheme.Steps.TakeWhile(earlier => earlier != step)
            .Where(earlier => earlier.Destinations.Contains(step.From)).ToArray();
        return step.From.Kind == AccountKind.Pool && scheme.Inputs.All(input => !input.IsPool || input.Name != step.From.Name)
            && feeding.Length > 0 && Array.TrueForAll(
                feeding, earlier => earlier.Head.When?.Group is { } only && groups.IsWithin(only, group));
    }

    // The words of the resolution bound the amount, and the step rounds half a fen up over it.
    private static void CheckBound(TakeStep step, ProblemList problems)
    {
        if (step.Clause is not { } clause || Array.Exists(AtMostWords, Contains) == Array.Exists(AtLeastWords, Contains))
        {
            return;
        }

        var isAtMost = Array.Exists(AtMostWords, Contains);
        var isOther = step.Bound == (isAtMost ? RoundingPolicy.AtLeast : RoundingPolicy.AtMost);
        if ((isOther || step.Bound == RoundingPolicy.HalfUp) && !IsWhole(step.Amount.Expression, isAtMost ? "min" : "max"))
        {
            var (word, other) = isAtMost ? ("at_most", "at_least") : ("at_least", "at_most");
            var said = Array.Find(isAtMost ? AtMostWords : AtLeastWords, Contains);
            var (zh, en) = isOther ? ($"写的却是 bound: {other}", $"has bound: {other}, where bound: {word} is wanted")
                : ($"却没有写 bound: {word}", $"has no bound: {word}");
            Warn(problems, ProblemCodes.BoundMissing, step, "clause", $"原文说“{said}”，这一步{zh}，零头可能越过界限",
                $"the clause sets a bound, and the step {en}; its rounding may pass it");
        }

        // An amount of whole fen, or one that such an amount bounds, is not rounded over a bound.
        static bool IsWhole(Expression amount, string bounds) => amount is Literal { Value: var value } ? (value * 100).Denominator.IsOne
            : amount is Call call && call.Function == bounds && call.Arguments.OfType<Literal>().Any(each => IsWhole(each, bounds));

        // 收益不超过 5 万元的，提取 10%: that says when, not how much. 人数不超过三人，不低于上年: that is no share of the money.
        bool Contains(string word)
        {
            for (var at = clause.IndexOf(word, StringComparison.Ordinal); at >= 0;
                at = clause.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                var end = clause.AsSpan(at).IndexOfAny("，,；;。");
                var said = end < 0 ? clause.AsSpan(at) : clause.AsSpan(at, end);
                if ((end <= 0 || said[^1] != '的') && (said.IndexOfAny("%％‰成半") >= 0 || said.Contains("分之", StringComparison.Ordinal)))
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal static void Warn(
        ProblemList problems, ProblemCode code, Step step, string key, string zh, string en, LocalizedText? hint = null) =>
        problems.Add(code, step.Field + "." + key, DocumentPlaces.Follow(step.Head.At, key), zh, en, hint);
}
