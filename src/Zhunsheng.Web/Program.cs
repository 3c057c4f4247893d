using Zhunsheng.Web.Hosting;

return await Server.Run(args);

/// <summary>The program; named so that tests can start it.</summary>
public sealed partial class Program;
