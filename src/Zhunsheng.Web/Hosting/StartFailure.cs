namespace Zhunsheng.Web.Hosting;

/// <summary>Why the program cannot start, in one Chinese line for the one who started it.</summary>
internal sealed class StartFailure : Exception
{
    public StartFailure()
    {
    }

    public StartFailure(string message)
        : base(message)
    {
    }

    public StartFailure(string message, Exception inner)
        : base(message, inner)
    {
    }
}
