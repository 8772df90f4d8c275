using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>
/// Finds bands of one column that overlap or leave a gap: from 70 years 600 yuan, from 80 years 1,000 yuan, and a household of 80
/// gets 1,600. Bands are steps that give the same thing (see <see cref="Band.Kind"/>) to groups by ranges of the column.
/// </summary>
internal static class BandLinter
{
    // Who writes so has thought of it.
    private static readonly string[] OnTop = ["另", "再", "外加", "加发", "增发", "叠加", "累加", "同时享受", "in addition", "on top"];

    public static void Check(Scheme scheme, FormulaScope scope, ProblemList problems)
    {
        var bands = Band.Of(scheme);
        foreach (var family in bands.GroupBy(band => (band.Subject, band.Rest, band.Kind)).Select(family => family.ToArray()))
        {
            var points = Points(scheme, family);
            CheckOverlap(scheme, scope, problems, family, points);
            CheckGaps(scheme, problems, family, points);
        }

        CheckNested(scheme, scope, problems, bands);
    }

    private static void CheckOverlap(Scheme scheme, FormulaScope scope, ProblemList problems, Band[] family, Fraction[] points)
    {
        for (var at = 1; at < family.Length; at++)
        {
            var band = family[at];
            var others = family.Take(at).Where(other => IsMeantOnce(other, band) && !IsSameRange(other, band, points)).ToArray();
            var both = points.Where(point => band.Contains(scheme, point) && Array.Exists(others, other => other.Contains(scheme, point)))
                .ToArray();
            if (both.Length == 0)
            {
                continue;
            }

            var steps = others.Where(other => other.Contains(scheme, both[0])).Append(band).Select(one => one.Step).ToArray();
            var title = band.Values(scheme).Title;
            Report(scheme, problems, scope, steps,
                $"“{title.Zh}”是 {both[0]} 的户", $"a household whose {title.En} is {both[0]}", Meeting(LimitAt(scheme, family, both[0])));
        }

        bool IsSameRange(Band one, Band other, Fraction[] among) =>
            among.All(point => one.Contains(scheme, point) == other.Contains(scheme, point));
    }

    private static void CheckGaps(Scheme scheme, ProblemList problems, Band[] family, Fraction[] points)
    {
        if (family.Length < 2 || Array.Exists(family, band => band.Step.Head.When is not null))
        {
            return;
        }

        // A gap lies between two bands: below the first and above the last nobody was meant.
        Band? before = null;
        (Fraction First, Fraction Last)? gap = null;
        foreach (var point in points)
        {
            var here = Array.Find(family, band => band.Contains(scheme, point));
            if (here is not null && before is not null && gap is { } left)
            {
                var (title, limit) = (here.Values(scheme).Title, LimitAt(scheme, family, left.First));
                var limits = family.SelectMany(band => band.Limits(scheme)).ToArray();
                var (low, high) = (limits.Where(each => each <= left.First).DefaultIfEmpty(Fraction.Zero).Max(),
                    limits.Where(each => each >= left.Last).DefaultIfEmpty(left.Last).Min());
                var (who, cure) = left.First != left.Last || (left.First != low && high - low > Fraction.One)
                    ? (Between(left.First == low, low, high, left.Last == high), OfWideGap)
                    : (new LocalizedText($"是 {left.First}", $"is {left.First}"), CureOfGap(left.First, limit));
                problems.Add(ProblemCodes.BandsLeaveGap, here.Step.Field + ".to", DocumentPlaces.Follow(here.Step.Head.At, "to"),
                    $"“{title.Zh}”{who.Zh} 的户，“{before.Step.Title.Zh}”和“{here.Step.Title.Zh}”哪一步都不发",
                    $"a household whose {title.En} {who.En} is paid by neither \"{before.Step.Id}\" nor \"{here.Step.Id}\"", cure);
            }

            (before, gap) = (here ?? before, here is null ? (gap?.First ?? point, point) : null);
        }
    }

    // A value of every kind there is: 0, each limit, one between two limits, one above the last.
    private static Fraction[] Points(Scheme scheme, Band[] family)
    {
        var decimals = family[0].Values(scheme).Decimals;
        var limits = family.SelectMany(band => band.Limits(scheme)).Append(Fraction.Zero).Distinct().Order().ToArray();
        return limits.Zip(limits.Skip(1).Select(limit => (Fraction?)limit).Append(null), (low, high) =>
                new[] { IsWritten(low, decimals) ? low : (Fraction?)null, Between(low, high, decimals) })
            .SelectMany(points => points).OfType<Fraction>().ToArray();
    }

    private static bool IsWritten(Fraction value, int? decimals) =>
        decimals is not { } places || (value * BigInteger.Pow(10, places)).Denominator.IsOne;

    // The roundest value above one limit and below the next; null where the column cannot have one.
    private static Fraction? Between(Fraction low, Fraction? high, int? decimals)
    {
        for (var places = 0; places <= (decimals ?? 4); places++)
        {
            var scale = BigInteger.Pow(10, places);
            var next = new Fraction(Rounding.Down(low * scale) + 1, scale);
            if (high is null || next < high)
            {
                return next;
            }
        }

        return decimals is null ? (low + high!.Value) / 2 : null;
    }

    // One group within another, whatever they are made of: who is of the inner one gets both.
    private static void CheckNested(Scheme scheme, FormulaScope scope, ProblemList problems, IReadOnlyList<Band> bands)
    {
        var kinds = scheme.Steps.Select(step => (Step: step, Band.PartsOf(step).Group, Kind: Band.KindOf(scheme, step)))
            .Where(row => row.Kind is not null && row.Group is not (null or "everyone")).ToArray();
        var groups = new GroupLinter(scheme);
        var families = bands.ToLookup(band => band.Step, band => (band.Subject, band.Rest));
        foreach (var (step, group, kind) in kinds)
        {
            foreach (var (earlier, other, _) in kinds.TakeWhile(row => row.Step != step)
                .Where(row => row.Kind == kind && row.Group != group && IsMeantOnce(row.Step, step)))
            {
                if (families[step].Intersect(families[earlier]).Any())
                {
                    continue; // said with the value
                }

                // The same households under two names are meant: nobody takes one for the other.
                var (isInner, isOuter) = (groups.IsWithin(group!, other!), groups.IsWithin(other!, group!));
                if (isInner != isOuter)
                {
                    var inner = isInner ? group : other;
                    var cure = new LocalizedText($"只得一样，就把“{inner}”从另一个人群里除去：{{ not: {inner} }}",
                        $"Who is to get one of them only is taken out of the other group: {{ not: {inner} }}");
                    Report(scheme, problems, scope, [earlier, step], $"“{inner}”的户", $"a household of \"{inner}\"", cure);
                    break;
                }
            }
        }
    }

    private static void Report(
        Scheme scheme, ProblemList problems, FormulaScope scope, Step[] steps, string zh, string en, LocalizedText cure)
    {
        var bounds = new FormulaBounds(scheme, scope.Years.Count == 0 ? int.MinValue : scope.Years[0]);
        var amounts = steps.Select(step => step is PayStep { Factors.Count: > 0 } ? null
            : bounds.Of(Band.PartsOf(step).Amount!.Expression).Constant).ToArray();
        var sum = amounts.Aggregate((Fraction?)Fraction.Zero, (all, amount) => all + amount);
        var figures = sum is not { } total ? ""
            : string.Join(" + ", amounts.Select(amount => Shown(amount!.Value))) + " = " + Shown(total);
        var (last, isCharge) = (steps[^1], steps[^1] is WithholdStep);
        var many = steps.Length == 2 ? "两步" : $"{steps.Length} 步";
        problems.Add(ProblemCodes.BandsOverlap, last.Field + ".to", DocumentPlaces.Follow(last.Head.At, "to"),
            $"{zh}，{string.Join("、", steps.Select(step => $"“{step.Title.Zh}”"))}{many}都{(isCharge ? "扣" : "发")}"
                + (figures.Length > 0 ? $"：{figures} 元" : ""),
            $"{en} is {(isCharge ? "charged" : "paid")} by each of {string.Join(", ", steps.Select(step => $"\"{step.Id}\""))}"
                + (figures.Length > 0 ? $": {figures} yuan" : ""),
            new LocalizedText(cure.Zh + "。本来就叠加的，clause 里写明“另加”",
                cure.En + ". What is meant to be on top says so in its clause: \"in addition\""));
    }

    // Where the bands should have met: the limit at the value, or the last one below it, or the next above; nothing is cut at 0.
    private static Fraction LimitAt(Scheme scheme, Band[] family, Fraction value)
    {
        var limits = family.SelectMany(band => band.Limits(scheme)).Where(limit => limit.Sign != 0).Order().ToArray();
        return limits.Length == 0 ? value : limits.LastOrDefault(limit => limit <= value, limits[0]);
    }

    private static LocalizedText Meeting(Fraction limit) => new(
        $"界限接上就不重不漏：前一档 below: {limit}，后一档 atLeast: {limit}；或者用分档表 tiers",
        $"Bands that meet neither overlap nor leave a gap: below: {limit} here, atLeast: {limit} there; or use a table of tiers");

    // From the smallest to the largest, as far as nobody is paid.
    private static LocalizedText Between(bool withLow, Fraction low, Fraction high, bool withHigh)
    {
        var (from, to) = withLow ? ($"从 {low} ", withHigh ? "到" : "到不满") : ($"超过 {low}、", withHigh ? "不超过" : "不满");
        return new LocalizedText($"{from}{to} {high}", $"is {(withLow ? "from" : "above")} {low} {(withHigh ? "to" : "to below")} {high}");
    }

    private static LocalizedText OfWideGap { get; } = new(
        "要发的，补上中间这一档；本来就不发的，不用改", "Add the band between where they are to be paid; where they are not, nothing needs a change");

    private static LocalizedText CureOfGap(Fraction value, Fraction limit) => value.Denominator.IsOne ? Meeting(limit) : new LocalizedText(
        $"这一列只有整数，就写 decimals: 0；有小数，就把界限接上：前一档 atMost: {limit}，后一档 above: {limit}",
        $"A column of whole numbers has decimals: 0; otherwise let the bands meet: atMost: {limit} here, above: {limit} there");

    private static string Shown(Fraction yuan) =>
        (yuan * 100).Denominator.IsOne ? new Money((long)(yuan * 100).Numerator).ToDisplayString() : yuan.ToString();

    private static bool IsMeantOnce(Band one, Band other) => IsMeantOnce(one.Step, other.Step);

    // In no year both, or said to be on top of one another.
    private static bool IsMeantOnce(Step one, Step other) => !IsOnTop(one) && !IsOnTop(other) && MayRunTogether(one, other);

    private static bool IsOnTop(Step step) =>
        step.Clause is { } clause && Array.Exists(OnTop, word => clause.Contains(word, StringComparison.OrdinalIgnoreCase));

    // A step that only some figures or groups bring about may be the other's alternative.
    private static bool MayRunTogether(Step one, Step other) => (one.Head.When, other.Head.When) switch
    {
        ({ Group: not null } or { Figure: not null }, _) or (_, { Group: not null } or { Figure: not null }) => false,
        ({ } first, { } second) => (first.FromYear ?? int.MinValue) <= (second.ToYear ?? int.MaxValue)
            && (second.FromYear ?? int.MinValue) <= (first.ToYear ?? int.MaxValue),
        _ => true,
    };
}
