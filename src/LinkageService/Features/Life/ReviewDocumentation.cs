using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>What the OpenAPI document says of exceptions and blockers.</summary>
internal static class ReviewDocumentation
{
    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun };

    public static EndpointDocumentation Exceptions { get; } = new(
        "异动清单 | Exceptions",
        """
        和同方案上一次发放的核算（更正则和被更正的核算）比，要再看一眼的农户：新增、不再有、多或少超过 percent、分不到钱、全户已故、上次发放以后换了账号、
        几户同一个账号。换了的账号说谁在哪天改的，只显示尾号；能批准的人写明用途（X-Linkage-Purpose）看得到新账号全号，并记入审计日志。
        提交、审批时可以写明看过的清单（exceptions.digest）；清单变了就要重新看。
        The households that want another look beside the run paid last by the same scheme (of a correction, the run it corrects): new,
            gone,
        more or less by over percent, nothing, everybody deceased, another account since, one account for several. Of a changed account it
        says who noted it when, and masks it; whoever may approve sees the new one in full by saying why (X-Linkage-Purpose), and the audit
        log notes it. Submitting and approving may state the list that was looked at (exceptions.digest); it is refused once the list
        is another.
        """)
    {
        Response = typeof(RunExceptionsContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new ParameterDocumentation(
                "percent", "多或少超过百分之几才列，0 到 1000，默认 20 | From how many per cent on an amount is listed, 0 to 1000; 20 unless stated",
                "20") { CheckedBy = typeof(RunExceptionsValidator) },
            StoredParameters.Cursor, StoredParameters.Limit, StoredParameters.Purpose,
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Blockers { get; } = new(
        "下一步还差什么 | Blockers",
        """
        核算的下一步（act）会因为什么被拒绝（block），或办了会留下什么提示（warn）；由谁办（who）、在控制台哪一页办（link），最早哪天能办（earliest）。
        规则和那一步自己用的是同一份；要随请求才知道的（如会议人数）不在这里。
        What the next step of the run (act) would be refused for (block) or would leave a warning of (warn); who cures it (who), on which
        page of the console (link),
            and the first day it can be taken (earliest). The rules are those of the step itself; what is only known
        with the request, such as the counts of a meeting, is not asked here.
        """)
    {
        Response = typeof(RunBlockersContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };
}
