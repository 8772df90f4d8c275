namespace LinkageService.Hosting;

/// <summary>
/// What ASP.NET Core and gRPC log below Warning holds addresses of requests, with the households they name and the words people
/// searched for. It is left out whatever the section <c>Logging</c> says, so that talkative logs are no leak.
/// </summary>
internal static class QuietLibraries
{
    private static readonly string[] Categories = ["Microsoft.AspNetCore", "Grpc"];

    public static void Add(IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(options =>
    {
        var rules = options.Rules.ToArray();
        options.Rules.Clear();

        // Stands for those that no rule is about, and is the weakest of all.
        options.Rules.Add(Quieted(new LoggerFilterRule(providerName: null, categoryName: null, options.MinLevel, filter: null)));
        foreach (var rule in rules)
        {
            options.Rules.Add(Quieted(rule));
        }
    });

    private static LoggerFilterRule Quieted(LoggerFilterRule rule) => new(
        rule.ProviderName, rule.CategoryName, rule.LogLevel, (provider, category, level) =>
            (rule.Filter?.Invoke(provider, category, level) ?? true) && (level >= LogLevel.Warning || !IsOfRequests(category)));

    private static bool IsOfRequests(string? category) =>
        Array.Exists(Categories, each => category?.StartsWith(each, StringComparison.OrdinalIgnoreCase) ?? false);
}
