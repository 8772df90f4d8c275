using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Runs;

/// <summary>The roster that came with a run, as another scheme reads it: what the first scheme did not read was not kept.</summary>
internal static class KeptHouseholds
{
    /// <summary>Adds every household; a holding that was not kept is missing, a tag that was not kept is a problem of the scheme.</summary>
    public static void AddTo(RosterBuilder builder, Roster kept, Scheme scheme, List<Problem> problems)
    {
        var tags = kept.Schema.TagsRead.Append(RosterSchema.RegisteredTag).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var tag in scheme.RosterSchema.TagsRead.Except(tags, StringComparer.Ordinal))
        {
            problems.Add(new Problem(ProblemCodes.InvalidValue, "scheme", new LocalizedText(
                $"这个方案要看人员类别“{tag}”，原来的核算没有保留它；请用存在系统里的名册",
                $"the scheme reads the tag \"{tag}\", which the run did not keep; use a stored roster")));
        }

        for (var household = 0; household < kept.Count; household++)
        {
            if (!builder.Begin(kept.Id(household)))
            {
                return;
            }

            builder.StoredId(kept.IdUtf8(household));
            foreach (var tag in tags.Where(tag => scheme.RosterSchema.KnownTags.Contains(tag, StringComparer.Ordinal)))
            {
                var members = tag == RosterSchema.RegisteredTag ? kept.Registered : kept.Tagged(tag);
                if (members.Contains(household))
                {
                    builder.Tag(Encoding.UTF8.GetBytes(tag));
                }
            }

            foreach (var label in kept.Labels.Where(label => scheme.Labels.Any(known => known.Name == label.Name)))
            {
                builder.Label(Encoding.UTF8.GetBytes(label.Name), Encoding.UTF8.GetBytes(label[household]));
            }

            AddHoldings(builder, kept, household, scheme);
            builder.End();
        }
    }

    private static void AddHoldings(RosterBuilder builder, Roster kept, int household, Scheme scheme)
    {
        for (var at = 0; at < kept.Schema.Holdings.Count; at++)
        {
            var column = kept.Schema.Holdings[at];
            if (scheme.Holdings.Any(holding => holding.Name == column.Name) || scheme.RosterSchema.OtherHolding(column.Name) is not null)
            {
                builder.Holding(
                    Encoding.UTF8.GetBytes(column.Name),
                    Encoding.UTF8.GetBytes(DecimalText.Format(kept.Holding(at)[household], column.Decimals)));
            }
        }
    }
}
