using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Vocabulary;

namespace LinkageService.Console.Pages.Schemes.Form;

/// <summary>What a new step begins as: complete, with names of the document, to be changed field by field.</summary>
internal static class StepTemplates
{
    /// <summary>A new step of a kind, to stand at a place among the steps.</summary>
    public static DocumentMapping Of(string kind, SchemeFormNames names, int place)
    {
        var title = Words.StepKind(kind);
        return new DocumentMapping(
        [
            Entry("id", Fresh(kind, names.Steps.Select(step => SchemeFormNames.Word(step.Find("id"))))),
            Entry("kind", kind),
            new DocumentEntry("title", new DocumentMapping([Entry("zh", title.Zh), Entry("en", title.En)])),
            .. Fields(kind, names, place),
        ]);
    }

    /// <summary>The step that keeps a pool apart by a label, so that it can be shared within each of its values.</summary>
    public static DocumentMapping DividedBy(string label, string pool, SchemeFormNames names)
    {
        var title = SchemeFormNames.Called(label, names.Labels.FirstOrDefault(known => known.Name == label).Title ?? LocalizedText.Empty);
        var apart = Fresh(pool + "_" + label, names.Pools.Select(known => known.Name));
        return new DocumentMapping(
        [
            Entry("id", Fresh("by_" + label, names.Steps.Select(step => SchemeFormNames.Word(step.Find("id"))))),
            Entry("kind", "split"),
            new DocumentEntry("title", new DocumentMapping([Entry("zh", $"先按{title.Zh}分开"), Entry("en", $"Divided by {title.En}")])),
            Entry("from", pool),
            Entry("within", label),
            new DocumentEntry("into", new DocumentMapping([Entry(apart, "remaining")])),
        ]);
    }

    private static DocumentEntry[] Fields(string kind, SchemeFormNames names, int place)
    {
        var pool = PoolAt(names, place);
        var paying = names.Steps.Take(place).Where(step => SchemeFormNames.Word(step.Find("kind")) is "allocate" or "pay")
            .Select(step => SchemeFormNames.Word(step.Find("id"))).OfType<string>().LastOrDefault();
        return kind switch
        {
            "split" => [Entry("from", pool), new DocumentEntry("into", new DocumentMapping([Entry("fund:集体留存", "remaining")]))],
            "take" => [Entry("from", pool), Entry("amount", $"pool({pool}) * 10%"), Entry("bound", "at_most"), Entry("into", "fund:公积金")],
            "allocate" => names.Holdings is [var first, ..]
                ? [Entry("from", pool), Entry("by", first.Name)]
                : [Entry("from", pool)],
            "pay" => [Entry("from", "payer:公司"), Entry("amount", "100.00 元")],
            "guarantee" => [Entry("from", "payer:公司"), Entry("floor", "100.00 元"), List("counting", paying)],
            "select" =>
            [
                Entry("places", "1"), Entry("from", "everyone"),
                List("rank", names.Holdings is [var first, ..] ? first.Name + " desc" : null),
                Entry("as", Fresh("选中的户", names.Groups.Select(group => group.Name))),
            ],
            "withhold" => paying is null
                ? [Entry("amount", "10.00 元"), Entry("into", "fund:代扣")]
                : [List("of", paying), Entry("amount", "10%"), Entry("into", "fund:代扣")],
            "record" => [Entry("amount", "100.00 元")],
            _ => throw new UnreachableException(),
        };
    }

    // The pool the step after takes from, else the one before: there is money in it at this place.
    private static string PoolAt(SchemeFormNames names, int place)
    {
        var pools = names.Pools.Select(pool => pool.Name).ToArray();
        return names.Steps.Skip(place).Concat(names.Steps.Take(place).Reverse())
            .Select(step => SchemeFormNames.Word(step.Find("from"))).OfType<string>()
            .FirstOrDefault(name => pools.Contains(name, StringComparer.Ordinal))
            ?? pools.FirstOrDefault() ?? "income";
    }

    private static string Fresh(string name, IEnumerable<string?> taken)
    {
        var known = taken.ToHashSet(StringComparer.Ordinal);
        var fresh = name;
        for (var number = 2; known.Contains(fresh); number++)
        {
            fresh = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return fresh;
    }

    private static DocumentEntry Entry(string key, string value) => new(key, new DocumentScalar(value));

    private static DocumentEntry List(string key, string? only) =>
        new(key, new DocumentSequence(only is null ? [] : [new DocumentScalar(only)]));
}
