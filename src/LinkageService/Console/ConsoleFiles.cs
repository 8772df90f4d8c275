using LinkageService.Access;
using LinkageService.Features.Exports;
using LinkageService.Features.Households;

namespace LinkageService.Console;

/// <summary>The files of REST once more, for a browser: the caller is whoever its cookie says, a purpose stands in the address.</summary>
internal sealed class ConsoleFiles(ExportRun runs, ExportHouseholds households)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exports/runs/{run}/{kind}", (HttpContext http, string run, string kind, CancellationToken cancellation) =>
            ExportEndpoints.AnswerAsync(http, runs, Caller.Of(http), run, kind, cancellation, Gate.PurposeQuery))
            .ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        routes.MapGet("/exports/organizations/{org}/households", (HttpContext http, string org, CancellationToken cancellation) =>
            RosterTableEndpoints.AnswerAsync(http, households, Caller.Of(http), org, cancellation, Gate.PurposeQuery))
            .ExcludeFromDescription().OfConsole(Permission.ReadOrganizations);
    }
}
