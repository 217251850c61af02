//! The words of the commands that take many: what follows the command's own name.

use crate::base::private_text::PrivateKind;
use crate::filing::Letter;
use clap::Args;
use std::path::PathBuf;

/// What the user says of an exhibit.
#[derive(Debug, Args)]
pub struct About {
    /// Título da prova
    #[arg(long)]
    pub titulo: Option<String>,
    /// Data do documento: 21/11/2026, 11/2026 ou 2026
    #[arg(long)]
    pub data: Option<String>,
    /// Tipo da prova (fatura é invoice, contrato é contract; a lista está na documentação)
    #[arg(long)]
    pub tipo: Option<String>,
    /// Anotação particular: nunca sai do caso
    #[arg(long)]
    pub nota: Option<String>,
}

/// Gathering.
#[derive(Debug, Args)]
pub struct Gather {
    /// Pasta do caso
    pub pasta: PathBuf,
    /// Arquivos e pastas
    #[arg(required_unless_present = "so_papel")]
    pub arquivos: Vec<PathBuf>,
    /// O que se diz da prova
    #[command(flatten)]
    pub sobre: About,
    /// Todos os arquivos são uma prova só
    #[arg(long)]
    pub uma_prova: bool,
    /// A prova existe só em papel
    #[arg(long, requires = "onde", requires = "titulo", conflicts_with = "arquivos")]
    pub so_papel: bool,
    /// Onde está o papel
    #[arg(long, value_name = "LUGAR")]
    pub onde: Option<String>,
    /// Arquivo com a senha de um PDF trancado; - lê da entrada. A senha não é guardada
    #[arg(long, value_name = "ARQUIVO")]
    pub senha_de: Option<PathBuf>,
}

/// What is asked of the received dossiers.
#[derive(Debug, Args)]
pub struct ReceivedWords {
    /// O que procurar: palavras, nomes, números com ou sem pontos, datas
    pub termo: Option<String>,
    /// Mostra o que há neste dossiê
    #[arg(long, value_name = "NÚMERO", conflicts_with_all = ["termo", "comparar", "csv", "indice"])]
    pub ver: Option<u32>,
    /// Compara este dossiê com o anterior do mesmo caso
    #[arg(long, value_name = "NÚMERO", conflicts_with_all = ["termo", "csv", "indice"])]
    pub comparar: Option<u32>,
    /// Com --comparar: compara com este
    #[arg(long, value_name = "NÚMERO", requires = "comparar")]
    pub com: Option<u32>,
    /// Grava a lista neste arquivo CSV
    #[arg(long, value_name = "ARQUIVO", conflicts_with_all = ["termo", "indice"])]
    pub csv: Option<PathBuf>,
    /// Grava nesta pasta o índice para imprimir, em PDF
    #[arg(long, value_name = "PASTA", conflicts_with = "termo")]
    pub indice: Option<PathBuf>,
    /// Pasta dos recebidos; sem ela, a do usuário
    #[arg(long, value_name = "PASTA")]
    pub recebidos: Option<PathBuf>,
}

/// A delivery.
#[derive(Debug, Args)]
pub struct Delivery {
    /// Pasta do caso
    pub pasta: PathBuf,
    /// Quando: 05/10/2026 14:33, ou só a data
    #[arg(long)]
    pub quando: Option<String>,
    /// Perfil do que foi entregue
    #[arg(long)]
    pub perfil: Option<String>,
    /// Onde
    #[arg(long, value_name = "LUGAR")]
    pub onde: Option<String>,
    /// Número recebido: FA, CIP, processo
    #[arg(long)]
    pub numero: Option<String>,
    /// Até quando a empresa deve responder; sem isto vale o prazo do perfil
    #[arg(long, value_name = "DATA")]
    pub prazo: Option<String>,
    /// Dia e hora da audiência
    #[arg(long, value_name = "QUANDO")]
    pub audiencia: Option<String>,
    /// O que resultou
    #[arg(long)]
    pub resultado: Option<String>,
}

/// A letter.
#[derive(Debug, Args)]
pub struct LetterWords {
    /// Pasta do caso
    pub pasta: PathBuf,
    /// Qual: gravacao, historico ou notificacao (à empresa); residencia; titular ou autorizacao (só
    /// para o Procon); procuracao (só para advogado)
    #[arg(long, value_parser = Letter::ALL.map(Letter::word))]
    pub tipo: String,
    /// A empresa (s1); sem isto, a primeira
    #[arg(long, value_name = "EMPRESA")]
    pub empresa: Option<String>,
    /// Perfil de entrega a que se destina; sem isto, o do caso
    #[arg(long)]
    pub perfil: Option<String>,
    /// Pasta onde fica o PDF
    #[arg(long, value_name = "PASTA")]
    pub saida: PathBuf,
    /// Data do papel: 2026-11-21 ou 21/11/2026; sem ela, hoje
    #[arg(long)]
    pub data: Option<String>,
}

/// What is to be hidden.
#[derive(Debug, Args)]
pub struct RedactWords {
    /// Pasta do caso
    pub pasta: PathBuf,
    /// Prova (e1) ou arquivo (p1)
    pub id: String,
    /// Página, contada sobre a prova inteira
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub pagina: u32,
    /// Lugar a esconder, em frações da página: esquerda,alto,largura,altura; pode repetir
    #[arg(long, value_name = "0.1,0.2,0.5,0.05")]
    pub area: Vec<String>,
    /// O que está ali: cpf, card, account, phone, email, address, other
    #[arg(long, value_name = "O QUÊ", value_parser = PrivateKind::ALL.map(PrivateKind::word))]
    pub esconde: Option<String>,
    /// O texto escondido, para o programa procurar por ele antes de entregar
    #[arg(long)]
    pub texto: Option<String>,
    /// Só mostra o que o programa propõe esconder
    #[arg(long)]
    pub propor: bool,
    /// Esconde o que foi proposto: 1,3 ou todas
    #[arg(long, value_name = "NÚMEROS")]
    pub aceitar: Option<String>,
    /// Tira a tarja: a prova volta a ser mostrada como veio
    #[arg(long, conflicts_with_all = ["area", "aceitar", "propor"])]
    pub limpar: bool,
}

/// What is to be marked.
#[derive(Debug, Args)]
pub struct HighlightWords {
    /// Pasta do caso
    pub pasta: PathBuf,
    /// Prova (e1) ou arquivo (p1)
    pub id: String,
    /// Página, contada sobre a prova inteira
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub pagina: u32,
    /// Moldura, em frações da página: esquerda,alto,largura,altura; pode repetir
    #[arg(long, value_name = "0.1,0.2,0.5,0.05")]
    pub moldura: Vec<String>,
    /// Seta, em frações da página: de onde,até onde (x,y,x,y); pode repetir
    #[arg(long, value_name = "0.8,0.8,0.5,0.5")]
    pub seta: Vec<String>,
    /// O que olhar: "veja a data"
    #[arg(long, default_value = "")]
    pub legenda: String,
}

/// A contact.
#[derive(Debug, Args)]
pub struct Contact {
    /// Pasta do caso
    pub pasta: PathBuf,
    /// Quando: 05/10/2026 14:33, ou só a data
    #[arg(long)]
    pub quando: String,
    /// Por onde: sac_phone, chat, whatsapp, email, app, store, ombudsman, regulator,
    /// consumidor_gov, reclame_aqui, procon, letter_ar
    #[arg(long)]
    pub canal: String,
    /// Número de protocolo, como foi recebido; pode repetir
    #[arg(long)]
    pub protocolo: Vec<String>,
    /// Quem atendeu
    #[arg(long)]
    pub atendente: Option<String>,
    /// O que foi pedido e dito
    #[arg(long)]
    pub resumo: Option<String>,
    /// Prazo prometido
    #[arg(long)]
    pub prazo: Option<String>,
    /// O que responderam
    #[arg(long)]
    pub resposta: Option<String>,
    /// Prova do contato (e1 ou p1); pode repetir
    #[arg(long)]
    pub prova: Vec<String>,
}
