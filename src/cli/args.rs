//! The words of the command line, with their help in Portuguese and their English aliases.

use crate::cli::watch::Watch;
pub use crate::cli::words::{
    About, Contact, Delivery, Gather, HighlightWords, LetterWords, ReceivedWords, RedactWords,
};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

/// Junta as provas de um caso numa pasta com códigos de integridade e monta o dossiê para o Procon,
/// o Juizado ou o advogado. Nada sai deste computador.
#[derive(Debug, Parser)]
#[command(name = "juntada", version, about, long_about = None, propagate_version = true)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(disable_help_subcommand = true)]
#[command(after_help = "Códigos de saída: 0 feito · 1 feito, com algo para ver · 2 uso errado · \
3 não foi possível, e nada ficou pela metade")]
pub struct Cli {
    /// O que fazer
    #[command(subcommand)]
    pub deed: Deed,
    /// Responde com um documento JSON em vez de frases
    #[arg(long, global = true)]
    pub json: bool,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Deed {
    /// Cria um caso numa pasta nova
    #[command(alias = "new")]
    Novo {
        /// Pasta do caso, que ainda não pode existir
        pasta: PathBuf,
        /// Título do caso; sem ele, o nome da pasta
        #[arg(long)]
        titulo: Option<String>,
        /// Preenche o caso com este caso.json
        #[arg(long, value_name = "CASO.JSON")]
        de: Option<PathBuf>,
    },
    /// Guarda arquivos no caso, byte por byte, com seu código de integridade
    #[command(alias = "add")]
    Juntar(Gather),
    /// Junta vários arquivos numa prova só
    #[command(alias = "group")]
    Agrupar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Provas (e1) ou arquivos (p1), na ordem
        #[arg(required = true, num_args = 2..)]
        ids: Vec<String>,
    },
    /// Desfaz o agrupamento: cada arquivo volta a ser uma prova
    #[command(alias = "split")]
    Separar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Provas (e1)
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Faz dos anexos de um e-mail provas à parte
    #[command(alias = "attachments")]
    Anexos {
        /// Pasta do caso
        pasta: PathBuf,
        /// Prova (e1) ou arquivo (p1)
        id: String,
        /// Só estes anexos: 1,3
        #[arg(long, value_delimiter = ',')]
        numeros: Vec<u32>,
    },
    /// Muda título, data, tipo, ordem, giro ou páginas de uma prova
    #[command(alias = "edit")]
    Alterar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Prova (e1) ou arquivo (p1)
        id: String,
        /// O que se diz da prova
        #[command(flatten)]
        sobre: About,
        /// Lugar na ordem das provas, a partir de 1
        #[arg(long, value_name = "N")]
        posicao: Option<u32>,
        /// Gira no dossiê, em graus para a direita; o arquivo fica como está
        #[arg(long, value_name = "GRAUS", value_parser = ["0", "90", "180", "270"])]
        girar: Option<String>,
        /// Páginas que entram no dossiê, na ordem: 1,3-4
        #[arg(long, value_name = "PÁGINAS")]
        paginas: Option<String>,
        /// Linhas da conversa exportada que entram no dossiê: 10-40
        #[arg(long, value_name = "LINHAS")]
        linhas: Option<String>,
        /// O que se ouve ou vê na gravação, em palavras ou em resumo
        #[arg(long, value_name = "TEXTO")]
        transcricao: Option<String>,
    },
    /// Esconde lugares de uma página: uma cópia com tarja vai no lugar do original
    #[command(alias = "redact")]
    Tarjar(Box<RedactWords>),
    /// Faz uma cópia da página com moldura ou seta, ao lado do original no dossiê
    #[command(alias = "highlight")]
    Destacar(Box<HighlightWords>),
    /// Faz cópias das fotos sem o lugar onde foram tiradas, para irem no lugar delas
    #[command(alias = "without-place")]
    SemLugar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Prova (e1) ou arquivo (p1); sem isto, todas as fotos do caso
        id: Option<String>,
    },
    /// Anota um contato com a empresa, com o número de protocolo
    #[command(alias = "contact")]
    Contato(Box<Contact>),
    /// Preenche partes, relação, contatos, fatos e pedidos a partir de um caso.json
    #[command(alias = "fill")]
    Preencher {
        /// Pasta do caso
        pasta: PathBuf,
        /// Documento no formato caso.json; - lê da entrada
        documento: PathBuf,
    },
    /// Mostra tudo o que há no caso
    #[command(alias = "show")]
    Mostrar {
        /// Pasta do caso
        pasta: PathBuf,
    },
    /// Mostra o que falta para um destino
    #[command(alias = "missing")]
    Falta {
        /// Pasta do caso
        pasta: PathBuf,
        /// Perfil de entrega (veja: juntada perfis)
        #[arg(long)]
        perfil: String,
    },
    /// Mostra prazos, passos e valores; grava a agenda se houver um arquivo
    #[command(alias = "deadlines")]
    Prazos {
        /// Pasta do caso
        pasta: PathBuf,
        /// Arquivo de agenda (iCalendar) a gravar
        #[arg(long, value_name = "ARQUIVO")]
        ics: Option<PathBuf>,
    },
    /// Anota que os papéis foram entregues
    #[command(alias = "deliver")]
    Entregar(Box<Delivery>),
    /// Faz uma carta à empresa, uma declaração ou uma autorização, em PDF
    #[command(alias = "letter")]
    Carta(Box<LetterWords>),
    /// Monta o dossiê em PDF e o ZIP para um destino
    #[command(alias = "export")]
    Gerar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Perfil de entrega (veja: juntada perfis)
        #[arg(long)]
        perfil: String,
        /// Pasta onde ficam o PDF e o ZIP
        #[arg(long, value_name = "PASTA")]
        saida: PathBuf,
        /// Data dos papéis: 2026-11-21 ou 21/11/2026; sem ela, hoje
        #[arg(long)]
        data: Option<String>,
        /// Faz um rascunho, que não fixa a numeração das provas
        #[arg(long)]
        rascunho: bool,
        /// Só o que é novo desde a última entrega a este destino
        #[arg(long)]
        complemento: bool,
        /// Com --complemento: desde esta entrega (d1)
        #[arg(long, value_name = "ENTREGA", requires = "complemento")]
        desde: Option<String>,
        /// Faz só um ZIP que abre com senha. Arquivo com a senha; - lê da entrada
        #[arg(long, value_name = "ARQUIVO")]
        proteger: Option<PathBuf>,
        /// Leva os originais no lugar das cópias com tarja; só no perfil advogado
        #[arg(long)]
        com_originais: bool,
    },
    /// Prova de quando: pede um carimbo do tempo para o último pacote, ou guarda a resposta
    #[command(alias = "seal")]
    Selo {
        /// Pasta do caso
        pasta: PathBuf,
        /// Escreve o pedido de carimbo (selo.tsq, RFC 3161) nesta pasta
        #[arg(long, value_name = "PASTA", required_unless_present = "anexar")]
        pedido: Option<PathBuf>,
        /// Guarda o que voltou: .tsr, .ots ou .p7s; vai com os próximos pacotes
        #[arg(long, value_name = "ARQUIVO", num_args = 1.., conflicts_with = "pedido")]
        anexar: Vec<PathBuf>,
    },
    /// Confere um caso, um pacote ZIP ou um dossiê; não escreve nada neles
    #[command(alias = "verify")]
    Conferir {
        /// Pasta, ZIP ou PDF
        caminho: PathBuf,
        /// Código de conferência que está na capa (os 64 dígitos ou os 12 primeiros)
        #[arg(long, value_name = "CÓDIGO")]
        selo: Option<String>,
        /// Arquivo com a senha de um pacote protegido; - lê da entrada
        #[arg(long, value_name = "ARQUIVO")]
        senha_de: Option<PathBuf>,
        /// Escreve nesta pasta o relatório da conferência, em PDF
        #[arg(long, value_name = "PASTA")]
        relatorio: Option<PathBuf>,
    },
    /// Põe um arquivo ou uma prova na lixeira do caso
    #[command(alias = "remove")]
    Retirar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Prova (e1) ou arquivo (p1)
        id: String,
        /// Por quê
        #[arg(long)]
        motivo: String,
    },
    /// Traz de volta da lixeira do caso
    #[command(alias = "restore")]
    Restaurar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Prova (e1) ou arquivo (p1)
        id: String,
        /// Por quê
        #[arg(long)]
        motivo: String,
    },
    /// Apaga para sempre o que está na lixeira do caso
    #[command(alias = "empty")]
    Esvaziar {
        /// Pasta do caso
        pasta: PathBuf,
    },
    /// Copia o caso e confere a cópia
    #[command(alias = "copy")]
    Copiar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Pasta da cópia, que ainda não pode existir
        destino: PathBuf,
    },
    /// Conserta o que uma interrupção deixou pela metade e diz o que achou
    #[command(alias = "repair")]
    Reparar {
        /// Pasta do caso
        pasta: PathBuf,
    },
    /// Procura em tudo o que há no caso: provas, e-mails, contatos, fatos, nomes de arquivos
    #[command(alias = "search")]
    Buscar {
        /// Pasta do caso
        pasta: PathBuf,
        /// O que procurar; acentos, maiúsculas e a pontuação dos números não importam
        #[arg(required = true)]
        termo: Vec<String>,
        /// Antes, lê o texto das fotos e dos prints, se houver o programa Tesseract
        #[arg(long)]
        ler_imagens: bool,
        /// Quantos lugares mostrar
        #[arg(long, value_name = "N")]
        limite: Option<u32>,
    },
    /// Mostra os arquivos novos de uma pasta que o caso não tem; só junta se você disser sim
    #[command(alias = "watch")]
    Vigiar {
        /// Pasta do caso
        pasta: PathBuf,
        /// Pasta vigiada, como a de downloads ou a do celular
        origem: PathBuf,
        /// Olha uma vez e termina
        #[arg(long)]
        uma_vez: bool,
    },
    /// Recebe dossiês de clientes: copia, confere e guarda na lista de recebidos
    #[command(alias = "receive")]
    Receber {
        /// ZIPs, pastas de caso, pacotes BagIt, ou pastas com vários; sem nada, confere o que espera
        caminhos: Vec<PathBuf>,
        /// Arquivo com a senha de ZIPs protegidos; - lê da entrada. Sem caminhos, abre os que já estão
        /// guardados
        #[arg(long, value_name = "ARQUIVO")]
        senha_de: Option<PathBuf>,
        /// Pasta dos recebidos; sem ela, a do usuário
        #[arg(long, value_name = "PASTA")]
        recebidos: Option<PathBuf>,
    },
    /// Lista os dossiês recebidos, ou procura neles
    #[command(alias = "received")]
    Recebidos(ReceivedWords),
    /// Cria um caso a partir de um dossiê recebido, com o registro de guarda inteiro
    #[command(alias = "continue")]
    Continuar {
        /// Número do dossiê na lista de recebidos
        recebido: u32,
        /// Pasta do caso novo, que ainda não pode existir
        pasta: PathBuf,
        /// Título do caso; sem ele, o do cliente
        #[arg(long)]
        titulo: Option<String>,
        /// Pasta dos recebidos; sem ela, a do usuário
        #[arg(long, value_name = "PASTA")]
        recebidos: Option<PathBuf>,
    },
    /// Lista os perfis de entrega, com seus limites
    #[command(alias = "profiles")]
    Perfis,
    /// Cria um caso de exemplo e o dossiê dele
    #[command(alias = "sample")]
    Exemplo {
        /// Qual exemplo: fibra, energia ou voo
        #[arg(long, default_value = "fibra")]
        caso: String,
        /// Pasta do exemplo
        #[arg(long, value_name = "PASTA", default_value = "exemplo-juntada")]
        saida: PathBuf,
        /// Perfil de entrega
        #[arg(long, default_value = "procon")]
        perfil: String,
        /// Data dos papéis
        #[arg(long)]
        data: Option<String>,
    },
    /// Lê um pedido em JSON da entrada e responde em JSON
    Api,
    /// Escreve o completamento de comandos para o terminal
    Completar {
        /// Qual terminal
        terminal: Shell,
    },
    /// Escreve a página de manual
    Manual,
}

/// How a page of help is laid out, in Portuguese.
const HELP: &str = "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}";

/// Returns the command with all its words, its help in Portuguese.
pub fn command() -> clap::Command {
    let command = in_portuguese(Cli::command());
    let names: Vec<String> =
        command.get_subcommands().map(|deed| deed.get_name().to_owned()).collect();
    let command = names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |deed| with_usage(in_portuguese(deed), "juntada "))
    });
    with_usage(command, "")
}

/// Writes the parser's own usage line in Portuguese.
fn with_usage(command: clap::Command, before: &str) -> clap::Command {
    let usage = command.clone().render_usage().to_string();
    let usage = usage
        .trim_start_matches("Usage: ")
        .replace("[OPTIONS]", "[OPÇÕES]")
        .replace("<COMMAND>", "<COMANDO>");
    command.override_usage(format!("{before}{usage}"))
}

fn in_portuguese(command: clap::Command) -> clap::Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    // Under headings of their own, words would be sorted by name; people read them as declared.
    let mut place = 0;
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .version(env!("CARGO_PKG_VERSION"))
        .arg(help.help("Mostra esta ajuda"))
        .arg(version.help("Mostra a versão"))
        .help_template(HELP)
        .subcommand_help_heading("Comandos")
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "Argumentos" } else { "Opções" };
            place += 1;
            arg.help_heading(heading).display_order(place)
        })
}

/// Returns what is wrong with the words, in one sentence.
pub fn wrong_usage(error: &clap::Error) -> String {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        _ => String::new(),
    };
    let argument = named(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("Não conheço o comando “{}”.", named(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("Não conheço “{argument}” neste comando."),
        ErrorKind::MissingRequiredArgument => format!("Falta informar: {argument}."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let given = named(ContextKind::InvalidValue);
            if given.is_empty() {
                format!("Falta o valor de {argument}.")
            } else {
                format!("Não entendi “{given}” em {argument}.")
            }
        }
        ErrorKind::ArgumentConflict => format!("{argument} não combina com o resto do comando."),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("Faltam valores em {argument}.")
        }
        ErrorKind::MissingSubcommand => "Falta dizer o que fazer.".to_owned(),
        _ => "Não entendi o comando.".to_owned(),
    }
}

impl Cli {
    /// Returns whether the request itself comes as JSON.
    pub fn is_api(&self) -> bool {
        matches!(self.deed, Deed::Api)
    }

    /// Returns the case whose pictures are to be read first.
    pub fn pictures_to_read(&self) -> Option<PathBuf> {
        match &self.deed {
            Deed::Buscar { pasta, ler_imagens: true, .. } => Some(pasta.clone()),
            _ => None,
        }
    }

    /// Returns what is to be watched.
    pub(super) fn watched(&self) -> Option<Watch> {
        match &self.deed {
            Deed::Vigiar { pasta, origem, uma_vez } => Some(Watch {
                case: pasta.clone(),
                folder: origem.clone(),
                once: *uma_vez,
                json: self.json,
            }),
            _ => None,
        }
    }

    /// Returns the text that the command line itself answers with: completions, manual.
    pub fn own_text(&self) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        match self.deed {
            Deed::Completar { terminal } => {
                clap_complete::generate(terminal, &mut command(), "juntada", &mut text);
            }
            Deed::Manual => {
                // Writing into memory does not fail.
                let _ = clap_mangen::Man::new(command()).render(&mut text);
            }
            _ => return None,
        }
        Some(text)
    }
}
