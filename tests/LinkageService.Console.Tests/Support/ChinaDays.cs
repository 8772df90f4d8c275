using LinkageService.Documents;

namespace LinkageService.Console.Tests.Support;

/// <summary>Days as the service counts them: in China.</summary>
internal static class ChinaDays
{
    /// <summary>Today.</summary>
    public static DateOnly Today => Dates.Today(TimeProvider.System);

    /// <summary>A day some days ago, such as 2026-11-02.</summary>
    public static string Ago(int days) => Dates.Text(Today.AddDays(-days));
}
