using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Features.Schemes;
namespace LinkageService.Tests.Cases;
public class QuickTests
{
    [Fact]
    public void AllCases()
    {
        var lib = SchemeLibrary.Load();
        var errors = new List<string>();
        foreach (var c in SchemeCases.All)
        {
            var scheme = lib.Versions(c.Scheme)[0];
            var problems = new List<Problem>();
            var terms = RunTerms.Bind(scheme, c.Year, c.Parameters, c.Inputs, problems);
            var b = new RosterBuilder(scheme.RosterSchema, 1000000);
            foreach (var h in c.Households)
            {
                b.Begin(); b.Id(Encoding.UTF8.GetBytes(h.Id));
                foreach (var t in h.Tags) b.Tag(Encoding.UTF8.GetBytes(t));
                foreach (var (k, v) in h.Holdings) b.Holding(Encoding.UTF8.GetBytes(k), Encoding.UTF8.GetBytes(v));
                b.End();
            }
            var roster = b.Build();
            problems.AddRange(b.Problems);
            Distribution? d = null;
            if (problems.Count == 0) { var o = Calculation.Run(scheme, terms!, roster!); d = o.Distribution; if (o.Problem is not null) problems.Add(o.Problem); }
            if (c.Expected.ErrorCode is { } code)
            {
                var p = problems.OrderBy(x => ProblemCodes.Precedence(x.Code)).FirstOrDefault();
                if (p?.Code.Name != code || (c.Expected.ErrorField is { } f && p.Field != f)) errors.Add($"{c}: wanted {code} {c.Expected.ErrorField}, got {p?.Code} {p?.Field} {p?.Message.En}");
                continue;
            }
            if (d is null) { errors.Add($"{c}: failed {problems[0].Code} {problems[0].Field} {problems[0].Message.En}"); continue; }
            var src = string.Join(",", d.Sources.Select(x => x.Name + "=" + x.Amount)); var esrc = string.Join(",", c.Expected.Sources.Select(x => x.Key + "=" + x.Value));
            if (src != esrc) errors.Add($"{c}: sources {src} / {esrc}");
            var fu = string.Join(",", d.Funds.Select(x => x.Name + "=" + x.Amount).Order()); var efu = string.Join(",", c.Expected.Funds.Select(x => x.Key + "=" + x.Value).Order());
            if (fu != efu) errors.Add($"{c}: funds {fu} / {efu}");
            for (var i = 0; i < d.Roster.Count; i++)
            {
                var s = d.Statement(i);
                var l = string.Join(",", s.Lines.Select(x => x.Step.Id + "=" + x.Amount)); var el = c.Expected.Lines.TryGetValue(s.Household, out var ex) ? string.Join(",", ex.Select(x => x.Key + "=" + x.Value)) : "missing";
                if (l != el) { errors.Add($"{c}: {s.Household} {l} / {el}"); break; }
            }
        }
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        Assert.True(SchemeCases.All.Count > 200);
    }
}
