namespace LinkageService.Vocabulary;

/// <summary>The five stages of a run as people count them, from a draft to a closed payment.</summary>
internal enum RunStage
{
    /// <summary>Made and handed in.</summary>
    Make,

    /// <summary>On public notice until its last day.</summary>
    Notice,

    /// <summary>Objections answered, voted on, approved.</summary>
    Approve,

    /// <summary>Paid.</summary>
    Pay,

    /// <summary>Closed.</summary>
    Close,
}
