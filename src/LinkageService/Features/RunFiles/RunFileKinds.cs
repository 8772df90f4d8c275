using System.Diagnostics;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.RunFiles;

/// <summary>What a scan or photograph of a run shows.</summary>
internal static class RunFileKinds
{
    /// <summary>All of them, in the order of a run's life.</summary>
    public static IReadOnlyList<string> All { get; } = ["notice_photo", "attendance", "minutes", "signed_sheet", "other"];

    /// <summary>What people call one.</summary>
    public static LocalizedText Title(string kind) => kind switch
    {
        "notice_photo" => new("公示照片", "Photo of the notice"),
        "attendance" => new("签到表", "Attendance list"),
        "minutes" => new("会议记录", "Minutes of the meeting"),
        "signed_sheet" => new("发放签字表", "Signed payout sheet"),
        "other" => new("其他", "Other"),
        _ => throw new UnreachableException(),
    };
}
