namespace LinkageService.CommandLine;

/// <summary>The settings commands other than <c>serve</c> work with: the file beside the program, then the environment.</summary>
internal static class LocalConfiguration
{
    public static IConfiguration Read() => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();
}
